package org.cloudfilm.gateway.hl7v2;

/** A message that cannot be used as it is: it becomes a dead letter, and whatever it did is undone. */
public final class UnusableMessageException extends RuntimeException {

    private final transient Fault fault;

    public UnusableMessageException(Fault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    public UnusableMessageException(ErrorCode code, Location where, String text) {
        this(new Fault(code, where, text));
    }

    public Fault fault() {
        return fault;
    }
}
