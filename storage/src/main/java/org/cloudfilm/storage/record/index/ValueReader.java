package org.cloudfilm.storage.record.index;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.index.Harvest.Value;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/**
 * Turns elements of FHIR's data types into rows (FHIR R4 section 3.1.1.4). Takes whatever it is given: what does not look
 * like its type has no rows. Methods say whether there was a value.
 */
final class ValueReader {

    private static final String[] NAME_PARTS = {"family", "given", "prefix", "suffix", "text"};
    private static final String[] ADDRESS_PARTS = {
        "text", "line", "city", "district", "state", "postalCode", "country"
    };
    private static final String CURRENCIES = "urn:iso:std:iso:4217";

    private final JsonDocument document;
    private final RowCollector rows;
    private final ZoneId zone;

    ValueReader(JsonDocument document, RowCollector rows, ZoneId zone) {
        this.document = document;
        this.rows = rows;
        this.zone = zone;
    }

    /** Null when there is none or it is no string. */
    String text(int node) {
        return node >= 0 && document.kind(node) == JsonKind.STRING ? document.string(node) : null;
    }

    private String text(int object, String member) {
        return text(document.find(object, member));
    }

    void token(int node, Value value) {
        Rows to = value.rows();
        switch (value.dataType()) {
            case "CodeableConcept" -> concept(node, to);
            case "Coding" -> coding(node, to);
            case "Identifier" -> identifier(node, to.number(), to.text(), to.ofType());
            case "ContactPoint" -> {
                String number = text(node, "value");
                if (number != null) {
                    rows.token(to.number(), Key64.of(number), text(node, "use"));
                }
            }
            default -> plainToken(node, value);
        }
    }

    private void plainToken(int node, Value value) {
        int param = value.rows().number();
        JsonKind kind = document.kind(node);
        if (value.exists()) {
            rows.token(param, kind == JsonKind.FALSE ? "false" : "true", null);
        } else if (kind == JsonKind.TRUE || kind == JsonKind.FALSE) {
            rows.token(param, kind == JsonKind.TRUE ? "true" : "false", null);
        } else if (kind == JsonKind.STRING) {
            String code = document.string(node);
            rows.token(param, code, value.codes() == null ? null : value.codes().systemOf(code));
        }
    }

    private void concept(int node, Rows to) {
        for (int coding = each(document.find(node, "coding")); coding >= 0; coding = document.next(coding)) {
            coding(coding, to);
        }
        words(to.text(), text(node, "text"));
    }

    private void coding(int node, Rows to) {
        String code = text(node, "code");
        if (code != null) {
            rows.token(to.number(), code, text(node, "system"));
        }
        words(to.text(), text(node, "display"));
    }

    /** @param text and @param ofType 0 for none */
    void identifier(int node, int param, int text, int ofType) {
        String value = node < 0 ? null : text(node, "value");
        if (value == null) {
            return;
        }
        rows.token(param, Key64.of(value), text(node, "system"));
        int type = document.find(node, "type");
        if (type < 0 || text == 0) {
            return;
        }
        words(text, text(type, "text"));
        for (int coding = each(document.find(type, "coding")); coding >= 0; coding = document.next(coding)) {
            String code = text(coding, "code");
            if (code != null) {
                rows.token(ofType, Key64.of(code, value), text(coding, "system"));
            }
        }
    }

    /** The codes of an element, for pairs. */
    List<String> codes(int node, String dataType) {
        List<String> codes = new ArrayList<>(2);
        if (dataType.equals("CodeableConcept")) {
            for (int coding = each(document.find(node, "coding")); coding >= 0; coding = document.next(coding)) {
                String code = text(coding, "code");
                if (code != null) {
                    codes.add(code);
                }
            }
            return codes;
        }
        String code = dataType.equals("Coding") ? text(node, "code") : text(node);
        if (code != null) {
            codes.add(code);
        }
        return codes;
    }

    void pairedTokens(int node, int param, Harvest.Child child, String first) {
        if (!child.dataType().equals("CodeableConcept")) {
            codes(node, child.dataType()).forEach(code -> rows.token(param, Key64.of(first, code), null));
            return;
        }
        for (int coding = each(document.find(node, "coding")); coding >= 0; coding = document.next(coding)) {
            String code = text(coding, "code");
            if (code != null) {
                rows.token(param, Key64.of(first, code), text(coding, "system"));
            }
        }
    }

    void string(int node, Value value) {
        int param = value.rows().number();
        switch (value.dataType()) {
            case "HumanName" -> {
                parts(node, param, NAME_PARTS);
                wholeHanName(node, param);
            }
            case "Address" -> parts(node, param, ADDRESS_PARTS);
            default -> words(param, text(node));
        }
    }

    private void words(int param, String text) {
        if (text != null) {
            rows.text(param, text);
        }
    }

    private void parts(int node, int param, String[] names) {
        for (String name : names) {
            int part = document.find(node, name);
            if (part >= 0 && document.kind(part) == JsonKind.ARRAY) {
                for (int item = document.firstChild(part); item >= 0; item = document.next(item)) {
                    words(param, text(item));
                }
            } else {
                words(param, text(part));
            }
        }
    }

    /** 张三 is looked for as one word also when the hospital keeps family and given name apart. */
    private void wholeHanName(int node, int param) {
        String family = text(node, "family");
        if (family == null || family.isEmpty() || !Character.isIdeographic(family.codePointAt(0))) {
            return;
        }
        StringBuilder whole = new StringBuilder(family);
        for (int given = each(document.find(node, "given")); given >= 0; given = document.next(given)) {
            String text = text(given);
            whole.append(text == null ? "" : text);
        }
        rows.text(param, whole.toString());
    }

    void uri(int node, Value value) {
        String uri = text(node);
        if (uri == null) {
            return;
        }
        rows.uri(value.rows().number(), uri);
        int version = value.dataType().equals("canonical") ? uri.indexOf('|') : -1;
        if (version > 0) {
            rows.uri(value.rows().number(), uri.substring(0, version));
        }
    }

    void date(int node, Value value) {
        int param = value.rows().number();
        switch (value.dataType()) {
            case "Period" -> period(node, param);
            case "Timing" -> timing(node, param);
            case "date", "dateTime", "instant" ->
                interval(node).ifPresent(found -> rows.interval(param, found.lo(), found.hi()));
            // an age, or words: a time that cannot be compared
            default -> {}
        }
    }

    private Optional<DateInterval> interval(int node) {
        String text = text(node);
        return text == null ? Optional.empty() : DateInterval.parse(text, zone);
    }

    private void period(int node, int param) {
        Optional<DateInterval> start = interval(document.find(node, "start"));
        Optional<DateInterval> end = interval(document.find(node, "end"));
        if (start.isPresent() || end.isPresent()) {
            rows.interval(
                    param,
                    start.map(DateInterval::lo).orElse(IndexRows.BEGIN_OF_TIME),
                    end.map(DateInterval::hi).orElse(IndexRows.END_OF_TIME));
        }
    }

    /** From the first to the last of its events, or the period within which it repeats. */
    private void timing(int node, int param) {
        long lo = IndexRows.END_OF_TIME;
        long hi = IndexRows.BEGIN_OF_TIME;
        for (int event = each(document.find(node, "event")); event >= 0; event = document.next(event)) {
            Optional<DateInterval> interval = interval(event);
            if (interval.isPresent()) {
                lo = Math.min(lo, interval.get().lo());
                hi = Math.max(hi, interval.get().hi());
            }
        }
        if (lo < hi) {
            rows.interval(param, lo, hi);
            return;
        }
        int repeat = document.find(node, "repeat");
        int bounds = repeat < 0 ? -1 : document.find(repeat, "boundsPeriod");
        if (bounds >= 0) {
            period(bounds, param);
        }
    }

    void number(int node, Value value) {
        decimal(node)
                .ifPresent(found ->
                        rows.quantity(new IndexRows.Quantity(value.rows().number(), found, found, 0, 0, 0)));
    }

    /** A place on the globe; one that is none has no row. */
    void position(int node, Value value) {
        Optional<Double> latitude = decimal(document.find(node, "latitude")).filter(degrees -> Math.abs(degrees) <= 90);
        Optional<Double> longitude =
                decimal(document.find(node, "longitude")).filter(degrees -> Math.abs(degrees) <= 180);
        if (latitude.isPresent() && longitude.isPresent()) {
            rows.quantity(new IndexRows.Quantity(
                    value.rows().number(), latitude.get(), longitude.get(), 0, 0, 0));
        }
    }

    private Optional<Double> decimal(int node) {
        if (node < 0 || document.kind(node) != JsonKind.NUMBER) {
            return Optional.empty();
        }
        double value = Double.parseDouble(document.raw(node));
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    void quantity(int node, int param, String dataType, long code) {
        switch (dataType) {
            case "Range" -> range(node, param, code);
            case "Money" -> money(node, param, code);
            // a curve has no one value
            case "SampledData" -> {}
            default -> simpleQuantity(node, param, code);
        }
    }

    private void simpleQuantity(int node, int param, long code) {
        Optional<Double> value = decimal(document.find(node, "value"));
        if (value.isEmpty()) {
            return;
        }
        double lo = value.get();
        double hi = value.get();
        String comparator = text(node, "comparator");
        if (comparator != null) {
            boolean less = comparator.startsWith("<");
            lo = less ? Double.NEGATIVE_INFINITY : lo;
            hi = less ? hi : Double.POSITIVE_INFINITY;
        }
        rows.quantity(new IndexRows.Quantity(param, lo, hi, unit(node), key(text(node, "system")), code));
    }

    private long unit(int quantity) {
        String code = text(quantity, "code");
        return key(code == null ? text(quantity, "unit") : code);
    }

    private static long key(String text) {
        return text == null ? 0 : Keys.of(text);
    }

    private void money(int node, int param, long code) {
        Optional<Double> value = decimal(document.find(node, "value"));
        value.ifPresent(amount -> {
            String currency = text(node, "currency");
            long system = currency == null ? 0 : Keys.of(CURRENCIES);
            rows.quantity(new IndexRows.Quantity(param, amount, amount, key(currency), system, code));
        });
    }

    private void range(int node, int param, long code) {
        int low = document.find(node, "low");
        int high = document.find(node, "high");
        Optional<Double> from = low < 0 ? Optional.empty() : decimal(document.find(low, "value"));
        Optional<Double> to = high < 0 ? Optional.empty() : decimal(document.find(high, "value"));
        if (from.isEmpty() && to.isEmpty()) {
            return;
        }
        int of = from.isPresent() ? low : high;
        rows.quantity(new IndexRows.Quantity(
                param,
                from.orElse(Double.NEGATIVE_INFINITY),
                to.orElse(Double.POSITIVE_INFINITY),
                unit(of),
                key(text(of, "system")),
                code));
    }

    /** The first item of an array; -1 when there is none or it is no array. */
    private int each(int array) {
        return array >= 0 && document.kind(array) == JsonKind.ARRAY ? document.firstChild(array) : -1;
    }
}
