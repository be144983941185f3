package org.cloudfilm.viewer.share;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a patient passes on ("Construct a SMART Health Link Payload").
 *
 * <p>The flag is {@code P}, always: films need a second factor. Never {@code L}, which would invite the other side to
 * ask again and again and so use the openings up; and so never {@code U}, which goes without a passcode.
 *
 * @param label at most 80 characters, empty for none
 */
record LinkText(String manifestUrl, LinkKey key, Instant expiresAt, String label) {

    static final int LONGEST_URL = 128;
    static final int LONGEST_LABEL = 80;

    private static final String FLAG = "P";
    private static final int VERSION = 1;

    /** {@code shlink:/…} */
    String bare() {
        ObjectNode payload = JsonMapper.shared().createObjectNode();
        payload.put("url", manifestUrl);
        payload.put("flag", FLAG);
        payload.put("key", key.text());
        payload.put("exp", expiresAt.getEpochSecond());
        if (!label.isEmpty()) {
            payload.put("label", label);
        }
        payload.put("v", VERSION);
        return "shlink:/" + LinkSecret.base64Url(payload.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Opens our own page in any browser. @param viewer address of the page */
    String forViewer(String viewer) {
        return viewer + '#' + bare();
    }

    @Override
    public String toString() {
        return "LinkText[***]";
    }
}
