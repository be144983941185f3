package org.cloudfilm.gateway.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * Acknowledgements (HL7 v2.5 chapter 2.9), framed as they go onto the connection. In the enhanced mode a commit and an
 * application acknowledgement, each as MSH-15 and MSH-16 wish, one after the other on the same connection.
 */
final class Answers {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ");

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    /** What a message comes to. */
    enum Verdict {
        ACCEPTED("AA", "CA"),
        /** kept, but not used: committed, so that a sender that waits for no more goes on */
        KEPT("AE", "CA"),
        /** not kept: the sender may send it again */
        ERROR("AE", "CE"),
        /** not kept, and never will be */
        REJECTED("AR", "CR");

        private final String application;
        private final String commit;

        Verdict(String application, String commit) {
            this.application = application;
            this.commit = commit;
        }
    }

    byte[] accepted(Header header, Charset charset) {
        return of(header, charset, Verdict.ACCEPTED, Optional.empty());
    }

    /** @return nothing when the sender wants no such answer */
    byte[] of(Header header, Charset charset, Verdict verdict, Optional<Fault> fault) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!header.isEnhanced()) {
            frame(acknowledgement(header, verdict.application, fault), charset, out);
            return out.toByteArray();
        }
        boolean committed = verdict.commit.equals("CA");
        boolean told = wanted(header.acceptAcknowledgment(), committed);
        if (told) {
            frame(acknowledgement(header, verdict.commit, committed ? Optional.empty() : fault), charset, out);
        }
        // the refusal to commit is the last word, unless the sender does not listen to it
        if ((committed || !told) && wanted(header.applicationAcknowledgment(), verdict == Verdict.ACCEPTED)) {
            frame(acknowledgement(header, verdict.application, fault), charset, out);
        }
        return out.toByteArray();
    }

    /** To something without a header that could be read: we know neither who asked nor what. */
    byte[] toUnreadable(Fault fault) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String text = "MSH|^~\\&|CLOUDFILM|CLOUDFILM|||" + now() + "||ACK|" + controlId() + "|P|2.5\r"
                + "MSA|AR||" + Escapes.encode(fault.toString(), Delimiters.USUAL) + "\r"
                + "ERR|||" + fault.code().code() + "^" + fault.code().meaning() + "^HL70357|E\r";
        frame(text, StandardCharsets.US_ASCII, out);
        return out.toByteArray();
    }

    /** HL7 table 0155. */
    private static boolean wanted(String condition, boolean success) {
        return switch (condition) {
            case "AL" -> true;
            case "SU" -> success;
            case "ER" -> !success;
            default -> false;
        };
    }

    private String acknowledgement(Header header, String code, Optional<Fault> fault) {
        Delimiters d = header.delimiters();
        String text = fault.map(found -> Escapes.encode(found.toString(), d)).orElse("");
        StringBuilder out = new StringBuilder("MSH");
        field(out, d, d.encodingCharacters());
        // their receiver is our sender
        field(out, d, header.echo(5));
        field(out, d, header.echo(6));
        field(out, d, header.echo(3));
        field(out, d, header.echo(4));
        field(out, d, now());
        field(out, d, "");
        field(out, d, type(header, d));
        field(out, d, controlId());
        field(out, d, header.echo(11).isEmpty() ? "P" : header.echo(11));
        field(out, d, header.echo(12).isEmpty() ? "2.5" : header.echo(12));
        if (header.isEnhanced()) {
            out.append(d.field()).append(d.field());
            field(out, d, "NE");
            field(out, d, "NE");
            field(out, d, "");
        } else {
            out.append(String.valueOf(d.field()).repeat(5));
        }
        field(out, d, header.echo(18));
        out.append("\rMSA");
        field(out, d, code);
        field(out, d, header.echo(10));
        field(out, d, text);
        out.append('\r');
        fault.ifPresent(found -> error(out, d, header, found, text));
        return out.toString();
    }

    private static String type(Header header, Delimiters d) {
        if (d.component() == Delimiters.NONE || header.event().isEmpty()) {
            return "ACK";
        }
        String event = d.component() + Escapes.encode(header.event(), d);
        return "ACK" + event + (header.isBefore25() ? "" : d.component() + "ACK");
    }

    private static void error(StringBuilder out, Delimiters d, Header header, Fault fault, String text) {
        String c = d.component() == Delimiters.NONE ? " " : String.valueOf(d.component());
        Location where = fault.where();
        String place = where.isNowhere() ? "" : where.segment() + c + Math.max(1, where.sequence());
        String field = where.field() > 0 ? c + where.field() : "";
        String code = fault.code().code() + c + fault.code().meaning() + c + "HL70357";
        out.append("ERR");
        if (header.isBefore25()) {
            String s = d.subcomponent() == Delimiters.NONE ? " " : String.valueOf(d.subcomponent());
            String placed = place.isEmpty() ? c + c : place + (field.isEmpty() ? c : field);
            field(out, d, placed + c + code.replace(c, s));
        } else {
            field(out, d, "");
            field(out, d, place + field + (where.component() > 0 ? c + 1 + c + where.component() : ""));
            field(out, d, code);
            field(out, d, "E");
            out.append(String.valueOf(d.field()).repeat(3));
            field(out, d, text);
        }
        out.append('\r');
    }

    private static void field(StringBuilder out, Delimiters d, String content) {
        out.append(d.field()).append(content);
    }

    private String now() {
        return TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
    }

    private static String controlId() {
        // twenty characters is all that versions before 2.7 allow
        return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    private static void frame(String text, Charset charset, ByteArrayOutputStream out) {
        out.write(0x0B);
        out.writeBytes(text.getBytes(charset));
        out.write(0x1C);
        out.write(0x0D);
    }
}
