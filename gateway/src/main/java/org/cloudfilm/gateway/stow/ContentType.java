package org.cloudfilm.gateway.stow;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Content-Type (RFC 9110 section 8.3), read as senders write it: values without the quotes they need, such as
 * {@code type=application/dicom} and boundaries with {@code =} and {@code /}, are taken as meant.
 *
 * @param name       {@code type/subtype}, lower case
 * @param parameters by name in lower case; values as they are
 */
record ContentType(String name, Map<String, String> parameters) {

    private static final Pattern NAME = Pattern.compile("\\s*([^\\s/;]+/[^\\s/;]+)\\s*");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*(?:([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\"\\s]*)))?\\s*");

    /** Empty when it cannot be read. */
    static Optional<ContentType> parse(String header) {
        Matcher name = NAME.matcher(header);
        if (!name.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        int at = name.end();
        while (at < header.length()) {
            if (!parameter.region(at, header.length()).lookingAt()) {
                return Optional.empty();
            }
            if (parameter.group(1) != null) {
                String quoted = parameter.group(2);
                parameters.put(
                        parameter.group(1).toLowerCase(Locale.ROOT), quoted == null ? parameter.group(3) : quoted);
            }
            at = parameter.end();
        }
        return Optional.of(new ContentType(name.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    /** Empty when it is not there. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
