package org.cloudfilm.storage.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Links and images of a narrative that name another entry of the transaction (R4 section 3.1.0.11.2). */
final class NarrativeLinks {

    /** In JSON's own writing, in which quotes have a backslash before them. */
    private static final Pattern LINK = Pattern.compile("\\b(?:href|src)=(?:\\\\\"|')([^\"'\\\\<>]{1,2000})(?:\\\\\"|')");

    private NarrativeLinks() {}

    static void rewrite(PreparedContent content, int node, FullUrls fullUrls) {
        JsonDocument document = content.document();
        int start = document.start(node);
        // one character for each byte, so that positions agree
        String text = new String(document.bytes(), start, document.end(node) - start, StandardCharsets.ISO_8859_1);
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String target = fullUrls.rewritten(link.group(1));
            if (target != null) {
                content.replaceText(start + link.start(1), start + link.end(1), target);
            }
        }
    }
}
