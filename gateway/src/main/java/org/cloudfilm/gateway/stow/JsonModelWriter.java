package org.cloudfilm.gateway.stow;

/** The DICOM JSON model (PS3.18 annex F). */
final class JsonModelWriter implements ModelWriter {

    private final StringBuilder json = new StringBuilder();

    @Override
    public void beginDataSet() {
        json.append('{');
    }

    @Override
    public void endDataSet() {
        json.append('}');
    }

    @Override
    public void beginSequence(String tag, String keyword) {
        attribute(tag, "SQ");
    }

    @Override
    public void beginItem() {
        comma();
        json.append('{');
    }

    @Override
    public void endItem() {
        json.append('}');
    }

    @Override
    public void endSequence() {
        json.append("]}");
    }

    @Override
    public void text(String tag, String vr, String keyword, String value) {
        attribute(tag, vr);
        json.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        json.append("\"]}");
    }

    @Override
    public void number(String tag, String vr, String keyword, int value) {
        attribute(tag, vr);
        json.append(value).append("]}");
    }

    @Override
    public String document() {
        return json.toString();
    }

    private void attribute(String tag, String vr) {
        comma();
        json.append('"').append(tag).append("\":{\"vr\":\"").append(vr).append("\",\"Value\":[");
    }

    private void comma() {
        char before = json.charAt(json.length() - 1);
        if (before != '{' && before != '[') {
            json.append(',');
        }
    }
}
