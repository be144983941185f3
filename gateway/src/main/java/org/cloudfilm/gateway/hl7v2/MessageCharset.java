package org.cloudfilm.gateway.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which character set a message is in. Decided before anything is split: in GBK and GB18030 the second byte of a
 * character may be the same as a delimiter or the escape character.
 */
final class MessageCharset {

    static final Charset GB18030 = Charset.forName("GB18030");

    /** Text and the character set it was read in. */
    record Decoded(String text, Charset charset) {}

    private MessageCharset() {}

    /**
     * @param usual of the hospital, when configured: for messages that name none, or one that cannot hold Chinese
     * @throws UnusableMessageException when the bytes are not valid in the character set they must be in
     */
    static Decoded decode(byte[] message, Optional<Charset> usual) {
        Optional<Charset> named = named(message);
        if (named.isPresent() && (!cannotHoldChinese(named.get()) || usual.isEmpty() && isLatin(named.get()))) {
            Optional<Decoded> decoded = strictly(message, named.get());
            // text in GBK that calls itself UTF-8 is common and never valid in it
            return decoded.or(() -> named.get().equals(StandardCharsets.UTF_8)
                            ? strictly(message, GB18030)
                            : Optional.empty())
                    .orElseThrow(MessageCharset::invalid);
        }
        if (usual.isPresent()) {
            return strictly(message, usual.get()).orElseThrow(MessageCharset::invalid);
        }
        return strictly(message, StandardCharsets.UTF_8)
                .or(() -> strictly(message, GB18030))
                .orElseThrow(MessageCharset::invalid);
    }

    /** For showing what could not be decoded. */
    static Charset guess(byte[] message, Optional<Charset> usual) {
        return named(message).or(() -> usual).orElse(StandardCharsets.UTF_8);
    }

    /** HL7 table 0211 and what is sent instead of it; the first repetition of MSH-18 counts. */
    static Optional<Charset> byName(String name) {
        String key = name.strip().toUpperCase(Locale.ROOT).replaceAll("[ _]+", "-");
        return switch (key) {
            case "" -> Optional.empty();
            case "ASCII", "US-ASCII" -> Optional.of(StandardCharsets.US_ASCII);
            case "UNICODE-UTF-8", "UNICODE", "UTF-8", "UTF8" -> Optional.of(StandardCharsets.UTF_8);
            case "GB-18030-2000", "GB-18030", "GB18030", "GB18030-2000", "GB18030-2005", "GB18030-2022", "GBK", "GB2312",
                    "GB-2312", "GB2312-80", "CP936" -> Optional.of(GB18030);
            case "BIG-5", "BIG5", "CNS-11643-1992" -> Optional.of(Charset.forName("Big5"));
            default -> key.matches("8859/(1[0-5]|[1-9])") ? supported("ISO-8859-" + key.substring(5)) : supported(key);
        };
    }

    private static Optional<Charset> supported(String name) {
        try {
            // UTF-16 and the like cannot be told from delimiters byte by byte
            return Optional.of(Charset.forName(name)).filter(charset -> "MSH|".equals(
                    new String("MSH|".getBytes(StandardCharsets.US_ASCII), charset)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** MSH-18 may itself be shifted by what stands before it, when that is in GBK. */
    private static Optional<Charset> named(byte[] message) {
        byte[] start = Arrays.copyOf(message, Math.min(message.length, 4096));
        return named(new String(start, StandardCharsets.ISO_8859_1)).or(() -> named(new String(start, GB18030)));
    }

    private static Optional<Charset> named(String start) {
        String line = start.stripLeading();
        int end = 0;
        while (end < line.length() && line.charAt(end) != '\r' && line.charAt(end) != '\n') {
            end++;
        }
        if (end < 5 || !line.startsWith("MSH")) {
            return Optional.empty();
        }
        try {
            Delimiters delimiters = Delimiters.of(line.substring(0, end));
            String names = Parts.at(line.substring(0, end), delimiters.field(), 17);
            return byName(Parts.at(Parts.at(names, delimiters.repetition(), 0), delimiters.component(), 0));
        } catch (UnusableMessageException e) {
            return Optional.empty();
        }
    }

    private static boolean cannotHoldChinese(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII) || isLatin(charset);
    }

    private static boolean isLatin(Charset charset) {
        return charset.name().startsWith("ISO-8859-");
    }

    /** NUL, with which some senders pad, is no text of HL7 and fits into no column. */
    private static Optional<Decoded> strictly(byte[] message, Charset charset) {
        try {
            return Optional.of(new Decoded(
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(message))
                            .toString()
                            .replace("\0", ""),
                    charset));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static UnusableMessageException invalid() {
        return new UnusableMessageException(
                ErrorCode.DATA_TYPE, Location.of("MSH", 18), "the bytes are not valid in the message's character set");
    }
}
