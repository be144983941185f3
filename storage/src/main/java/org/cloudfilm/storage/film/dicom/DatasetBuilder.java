package org.cloudfilm.storage.film.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a {@link Dataset}. VRs come from the dictionary unless given. Text is written in UTF-8, and the builder
 * declares ISO_IR 192 itself when any is not plain ASCII; whoever wants other character sets puts bytes.
 */
public final class DatasetBuilder {

    private final Map<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
    private boolean unicode;

    DatasetBuilder() {}

    /** Takes over all attributes; text in other character sets becomes UTF-8, so that more text can be added. */
    DatasetBuilder(Dataset from) {
        for (Element element : from.elements()) {
            switch (element) {
                case Element.Value value when value.vr().text() && !ascii(value.bytes()) ->
                    text(value.tag(), value.vr(), from.repertoire().decode(value.bytes(), value.vr()));
                case Element.Items sequence ->
                    put(sequence.tag(), sequence.items().stream().map(item -> item.toBuilder().build()).toList());
                default -> elements.put(element.tag(), element);
            }
        }
    }

    private static boolean ascii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0 || b == 0x1B) {
                return false;
            }
        }
        return true;
    }

    /** An attribute without a value, or a sequence without items. */
    public DatasetBuilder empty(int tag) {
        Vr vr = Dictionary.vr(tag);
        return vr == Vr.SQ ? put(tag, List.of()) : put(tag, vr, new byte[0]);
    }

    /** Text, or decimal numbers for numeric VRs. */
    public DatasetBuilder put(int tag, String... values) {
        return put(tag, Dictionary.vr(tag), values);
    }

    public DatasetBuilder put(int tag, Vr vr, String... values) {
        return vr.text() ? text(tag, vr, String.join("\\", values)) : numbers(tag, vr, values);
    }

    public DatasetBuilder put(int tag, int... values) {
        return put(tag, Dictionary.vr(tag), values);
    }

    public DatasetBuilder put(int tag, Vr vr, int... values) {
        return put(tag, vr, Arrays.stream(values).mapToObj(Integer::toString).toArray(String[]::new));
    }

    public DatasetBuilder put(int tag, double... values) {
        return put(tag, Arrays.stream(values).mapToObj(DatasetBuilder::decimal).toArray(String[]::new));
    }

    public DatasetBuilder put(int tag, LocalDate date) {
        return put(tag, date.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    /** The value as it shall be stored, little endian; padded to even length when it is not. */
    public DatasetBuilder put(int tag, Vr vr, byte[] value) {
        byte[] even = value;
        if (value.length % 2 != 0) {
            even = Arrays.copyOf(value, value.length + 1);
            even[value.length] = vr.padding();
        }
        elements.put(tag, new Element.Value(tag, vr, even));
        return this;
    }

    public DatasetBuilder put(int tag, Dataset... items) {
        return put(tag, List.of(items));
    }

    public DatasetBuilder put(int tag, List<Dataset> items) {
        unicode |= items.stream().anyMatch(item -> item.repertoire() == Repertoire.UNICODE);
        elements.put(tag, new Element.Items(tag, Vr.SQ, items.stream().map(DatasetBuilder::undeclared).toList()));
        return this;
    }

    /** An item need not declare what the data set around it declares. */
    private static Dataset undeclared(Dataset item) {
        if (item.repertoire() != Repertoire.UNICODE) {
            return item;
        }
        Element[] rest = item.elements().stream()
                .filter(element -> element.tag() != Tags.SpecificCharacterSet)
                .toArray(Element[]::new);
        return new Dataset(rest, Repertoire.UNICODE);
    }

    public DatasetBuilder put(Element element) {
        elements.put(element.tag(), element);
        return this;
    }

    public DatasetBuilder remove(int tag) {
        elements.remove(tag);
        return this;
    }

    public Dataset build() {
        if (unicode) {
            text(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        }
        Element[] ordered = elements.values().toArray(Element[]::new);
        Repertoire declared = elements.get(Tags.SpecificCharacterSet) instanceof Element.Value terms
                ? Repertoire.of(terms.bytes())
                : Repertoire.DEFAULT;
        return new Dataset(ordered, declared);
    }

    private DatasetBuilder text(int tag, Vr vr, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        unicode |= bytes.length != text.length();
        return put(tag, vr, bytes);
    }

    private DatasetBuilder numbers(int tag, Vr vr, String... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String value : values) {
            byte[] number = number(vr, value);
            out.writeBytes(number);
        }
        return put(tag, vr, out.toByteArray());
    }

    private static byte[] number(Vr vr, String value) {
        byte[] bytes = new byte[vr == Vr.AT ? 4 : vr.wordSize()];
        switch (vr) {
            case US, SS -> Numbers.SHORT.set(bytes, 0, (short) Integer.parseInt(value));
            case UL, SL -> Numbers.INT.set(bytes, 0, (int) Long.parseLong(value));
            case UV -> Numbers.LONG.set(bytes, 0, Long.parseUnsignedLong(value));
            case SV -> Numbers.LONG.set(bytes, 0, Long.parseLong(value));
            case FL -> Numbers.INT.set(bytes, 0, Float.floatToIntBits(Float.parseFloat(value)));
            case FD -> Numbers.LONG.set(bytes, 0, Double.doubleToLongBits(Double.parseDouble(value)));
            case AT -> {
                int attribute = Integer.parseUnsignedInt(value, 16);
                Numbers.SHORT.set(bytes, 0, (short) (attribute >>> 16));
                Numbers.SHORT.set(bytes, 2, (short) attribute);
            }
            default -> throw new IllegalArgumentException(vr + " takes bytes, not numbers");
        }
        return bytes;
    }

    /** At most the 16 characters that DS allows. */
    private static String decimal(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        for (int digits = 15; text.length() > 16 && digits > 0; digits--) {
            text = String.format(Locale.ROOT, "%." + digits + "g", value);
        }
        return text;
    }
}
