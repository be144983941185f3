package org.cloudfilm.viewer.people;

/** What reasons and objects of the trail mean, as words that pages can look up. */
final class TrailWords {

    private TrailWords() {}

    /**
     * By what right: own, ward, own-hospital, consent, break-glass, link, payment, directory, oversight; none for a
     * refusal; null where the reason is no rule.
     */
    static String ground(String reason) {
        if (reason == null) {
            return null;
        }
        if (reason.startsWith("rule 1")) {
            return reason.contains("ward") ? "ward" : "own";
        }
        if (reason.startsWith("rule ")) {
            return switch (reason.charAt("rule ".length())) {
                case '2' -> "own-hospital";
                case '3' -> "consent";
                case '4' -> "break-glass";
                case '5' -> "link";
                default -> null;
            };
        }
        if (reason.startsWith("platform:")) {
            return "payment";
        }
        if (reason.startsWith("directory:")) {
            return "directory";
        }
        if (reason.endsWith("oversees the trail")) {
            return "oversight";
        }
        return reason.startsWith("no ") ? "none" : null;
    }

    /** Of an actor who has no token of its own; null when nothing can be said. */
    static String role(String reason) {
        String ground = ground(reason);
        return "link".equals(ground) ? "link" : "payment".equals(ground) ? "platform" : null;
    }

    /** Of an object that is named without its kind. */
    static String kind(String object) {
        if (object.isEmpty()) {
            return "";
        }
        if (Character.isDigit(object.charAt(0)) && object.indexOf('.') > 0) {
            return "Study";
        }
        return Character.isUpperCase(object.charAt(0)) && object.chars().allMatch(Character::isLetter) ? object : "Person";
    }
}
