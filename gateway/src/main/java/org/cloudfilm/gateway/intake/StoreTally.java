package org.cloudfilm.gateway.intake;

/**
 * How the instances of a session fared.
 *
 * @param stored    new instances kept
 * @param versions  instances kept as a new version of one that was here
 * @param already   instances that were here with the same bytes
 * @param refused   instances not kept because of what they say or to whom they belong
 * @param failed    instances not kept for want of resources or by a fault of ours
 * @param abandoned instances whose bytes ended early
 * @param bytes     length of all data sets taken
 */
public record StoreTally(
        long stored, long versions, long already, long refused, long failed, long abandoned, long bytes) {

    static final StoreTally NONE = new StoreTally(0, 0, 0, 0, 0, 0, 0);

    public long kept() {
        return stored + versions + already;
    }

    /** For the log and the audit trail: the counts that are not zero. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, stored, "stored");
        append(text, versions, "new versions");
        append(text, already, "already here");
        append(text, refused, "refused");
        append(text, failed, "failed");
        append(text, abandoned, "cut short");
        return text.isEmpty() ? "no instances" : text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
        }
    }
}
