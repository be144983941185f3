package org.cloudfilm.gateway.hl7v2;

/**
 * Why a message cannot be used.
 *
 * @param where which part is at fault
 * @param text  for whoever has to mend it; is logged, so it holds nothing of the message
 */
public record Fault(ErrorCode code, Location where, String text) {

    /** The whole, on one line. */
    @Override
    public String toString() {
        return where.isNowhere() ? text : where + ": " + text;
    }
}
