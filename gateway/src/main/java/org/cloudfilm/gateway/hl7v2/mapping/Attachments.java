package org.cloudfilm.gateway.hl7v2.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.hl7.fhir.r4.model.Attachment;

/** Documents within OBX-5 (data types ED and RP). */
final class Attachments {

    private Attachments() {}

    /**
     * Empty when OBX holds no document.
     *
     * @throws UnusableMessageException when it holds one that cannot be decoded
     */
    static Optional<Attachment> of(Segment obx) {
        return switch (obx.get(2)) {
            case "ED" -> embedded(obx);
            case "RP" -> pointer(obx.first(5));
            default -> Optional.empty();
        };
    }

    static Attachment text(String text) {
        return new Attachment()
                .setContentType("text/plain; charset=utf-8")
                .setData(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Attachment> embedded(Segment obx) {
        Repetition ed = obx.first(5);
        String data = ed.get(5);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = switch (ed.get(4).toUpperCase(Locale.ROOT)) {
                case "A" -> data.getBytes(StandardCharsets.UTF_8);
                case "HEX" -> HexFormat.of().parseHex(data.replaceAll("\\s", ""));
                default -> Base64.getDecoder().decode(data.replaceAll("\\s", ""));
            };
            Attachment attachment = new Attachment().setContentType(contentType(ed, bytes)).setData(bytes);
            String title = obx.get(3, 2);
            return Optional.of(title.isEmpty() ? attachment : attachment.setTitle(title));
        } catch (IllegalArgumentException e) {
            throw new UnusableMessageException(
                    ErrorCode.DATA_TYPE, obx.at(5), "the embedded data is not in the encoding it names");
        }
    }

    /** HL7 tables 0191 and 0291, MIME types as they are also sent, and what the bytes say. */
    private static String contentType(Repetition ed, byte[] bytes) {
        String type = ed.get(2).toLowerCase(Locale.ROOT);
        String subtype = ed.get(3).toLowerCase(Locale.ROOT);
        if (bytes.length > 4 && new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).equals("%PDF")) {
            return "application/pdf";
        }
        if (type.matches("[a-z]+/[a-z0-9.+-]+")) {
            return type;
        }
        String major = switch (type) {
            case "im", "image", "si", "ns" -> "image";
            case "text", "tx", "ft" -> "text";
            case "au", "audio" -> "audio";
            case "video" -> "video";
            default -> "application";
        };
        return subtype.matches("[a-z0-9.+-]+")
                ? major + "/" + subtype
                : major.equals("text") ? "text/plain" : "application/octet-stream";
    }

    private static Optional<Attachment> pointer(Repetition rp) {
        String url = rp.get(1);
        if (!url.matches("https?://\\S+")) {
            return Optional.empty();
        }
        Attachment attachment = new Attachment().setUrl(url);
        String subtype = rp.get(4).toLowerCase(Locale.ROOT);
        return Optional.of(subtype.equals("pdf") ? attachment.setContentType("application/pdf") : attachment);
    }
}
