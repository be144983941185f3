package org.cloudfilm.gateway.stow;

import java.util.ArrayDeque;
import java.util.Deque;

/** The native DICOM model (PS3.19 annex A.1). */
final class XmlModelWriter implements ModelWriter {

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<Integer> itemNumbers = new ArrayDeque<>();

    @Override
    public void beginDataSet() {
        xml.append("<NativeDicomModel xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\"")
                .append(" xml:space=\"preserve\">");
    }

    @Override
    public void endDataSet() {
        xml.append("</NativeDicomModel>");
    }

    @Override
    public void beginSequence(String tag, String keyword) {
        attribute(tag, "SQ", keyword);
        itemNumbers.push(0);
    }

    @Override
    public void beginItem() {
        itemNumbers.push(itemNumbers.pop() + 1);
        xml.append("<Item number=\"").append(itemNumbers.peek()).append("\">");
    }

    @Override
    public void endItem() {
        xml.append("</Item>");
    }

    @Override
    public void endSequence() {
        itemNumbers.pop();
        xml.append("</DicomAttribute>");
    }

    @Override
    public void text(String tag, String vr, String keyword, String value) {
        attribute(tag, vr, keyword);
        xml.append("<Value number=\"1\">");
        value.chars().forEach(c -> {
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                default -> xml.append(c < ' ' ? '?' : (char) c);
            }
        });
        xml.append("</Value></DicomAttribute>");
    }

    @Override
    public void number(String tag, String vr, String keyword, int value) {
        text(tag, vr, keyword, Integer.toString(value));
    }

    @Override
    public String document() {
        return xml.toString();
    }

    private void attribute(String tag, String vr, String keyword) {
        xml.append("<DicomAttribute tag=\"").append(tag);
        xml.append("\" vr=\"").append(vr);
        xml.append("\" keyword=\"").append(keyword).append("\">");
    }
}
