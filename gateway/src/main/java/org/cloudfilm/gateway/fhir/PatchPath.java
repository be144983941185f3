package org.cloudfilm.gateway.fhir;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FHIRPath a patch may use: enough to lead to an element. Left out is what runs a pattern of the client's own for as
 * long as it likes ({@code matches}), goes on and on ({@code repeat}), or writes values into the log ({@code trace}).
 */
final class PatchPath {

    private static final int LONGEST = 1_000;
    private static final Set<String> FUNCTIONS = Set.of("where", "extension", "ofType", "first", "last", "single", "skip",
            "take", "tail", "exists", "empty", "not", "startsWith", "endsWith", "contains", "is", "as");
    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'");
    private static final Pattern CALL = Pattern.compile("([\\p{Alnum}_]++)\\s*+\\(");

    private PatchPath() {}

    static void require(String path) throws FhirRejection {
        String bare = path.length() > LONGEST ? "`" : TEXT.matcher(path).replaceAll("''");
        boolean simple = !bare.contains("`") && !bare.contains("/*") && !bare.contains("//");
        for (Matcher call = CALL.matcher(bare); simple && call.find(); ) {
            simple = FUNCTIONS.contains(call.group(1)) || call.group(1).matches("and|or|xor|implies|in|div|mod");
        }
        if (!simple) {
            throw FhirRejection.badRequest(path.length() > LONGEST ? "" : path,
                    "the path of a patch leads to an element by names, positions, where() and extension()");
        }
    }
}
