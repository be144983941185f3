package org.cloudfilm.storage.film.dicom;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Attributes of a data set or item, in tag order, with large values as references into the Part 10 entry. Immutable.
 *
 * <p>Reading is lenient: a value that does not have the form its VR asks for is absent, not an error. Text is decoded
 * before it is split into values, because a backslash may be half of a Chinese character.
 */
public final class Dataset {

    public static final Dataset EMPTY = builder().build();

    private final Element[] elements;
    private final Repertoire repertoire;

    /** {@code elements} in ascending order of (unsigned) tag, each tag once. */
    Dataset(Element[] elements, Repertoire repertoire) {
        this.elements = elements;
        this.repertoire = repertoire;
    }

    public static DatasetBuilder builder() {
        return new DatasetBuilder();
    }

    /** In ascending order of tag. */
    public List<Element> elements() {
        return List.of(elements);
    }

    public Optional<Element> get(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /** Present, be it without a value. */
    public boolean contains(int tag) {
        return find(tag) != null;
    }

    /** The value of small binary and text attributes as sent, little endian, with padding. */
    public Optional<byte[]> bytes(int tag) {
        return find(tag) instanceof Element.Value value ? Optional.of(value.bytes().clone()) : Optional.empty();
    }

    /** The first value as text, without padding; absent when there is none or it is empty. */
    public Optional<String> string(int tag) {
        for (String value : strings(tag)) {
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }
        return Optional.empty();
    }

    public String string(int tag, String otherwise) {
        return string(tag).orElse(otherwise);
    }

    /** All values as text, without padding, empty ones included; binary numbers in decimal. */
    public List<String> strings(int tag) {
        if (!(find(tag) instanceof Element.Value value) || value.isEmpty()) {
            return List.of();
        }
        return value.vr().text() ? texts(value) : Numbers.strings(value);
    }

    List<String> texts(Element.Value value) {
        String text = value.vr() != Vr.UI
                ? repertoire.decode(value.bytes(), value.vr())
                : new String(value.bytes(), StandardCharsets.ISO_8859_1);
        if (text.indexOf(0) >= 0) {
            // padding where none is allowed; databases do not take it
            text = text.replace("\0", "");
        }
        if (value.vr().singleText()) {
            return List.of(trimmedEnd(text));
        }
        List<String> values = new ArrayList<>(2);
        int from = 0;
        for (int at; (at = text.indexOf('\\', from)) >= 0; from = at + 1) {
            values.add(trimmed(text.substring(from, at)));
        }
        values.add(trimmed(text.substring(from)));
        return values;
    }

    /** The first value of IS, US, SS, UL, SL, or of DS when it is a whole number. */
    public OptionalInt integer(int tag) {
        Optional<BigDecimal> value = decimal(tag);
        try {
            return value.isPresent() ? OptionalInt.of(value.get().intValueExact()) : OptionalInt.empty();
        } catch (ArithmeticException fractionOrTooLarge) {
            return OptionalInt.empty();
        }
    }

    public int integer(int tag, int otherwise) {
        return integer(tag).orElse(otherwise);
    }

    public Optional<BigDecimal> decimal(int tag) {
        return string(tag).flatMap(Dataset::number);
    }

    /** All values of DS, IS, FL, FD, US …; empty as soon as one of them is no number. */
    public List<BigDecimal> decimals(int tag) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String value : strings(tag)) {
            Optional<BigDecimal> number = number(value);
            if (number.isEmpty()) {
                return List.of();
            }
            numbers.add(number.get());
        }
        return numbers;
    }

    private static Optional<BigDecimal> number(String text) {
        // a few more than the 16 that DS allows; BigDecimal is quadratic in length and its exponent unbounded
        if (text.isEmpty() || text.length() > 32) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > 400 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The first value of DA, or the date of DT; {@code 2026.11.21} of ACR-NEMA is understood too. */
    public Optional<LocalDate> date(int tag) {
        return string(tag).flatMap(text -> {
            String digits = text.replace(".", "");
            if (digits.length() < 8 || !digits.substring(0, 8).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
            try {
                return Optional.of(LocalDate.of(
                        Integer.parseInt(digits, 0, 4, 10),
                        Integer.parseInt(digits, 4, 6, 10),
                        Integer.parseInt(digits, 6, 8, 10)));
            } catch (DateTimeException noSuchDay) {
                return Optional.empty();
            }
        });
    }

    /** The first value of PN; {@link PersonName#EMPTY} when there is none. */
    public PersonName personName(int tag) {
        return string(tag).map(PersonName::parse).orElse(PersonName.EMPTY);
    }

    /** The items of a sequence; none when it is absent or empty. */
    public List<Dataset> items(int tag) {
        return find(tag) instanceof Element.Items sequence ? sequence.items() : List.of();
    }

    /** The first item of a sequence, {@link #EMPTY} when there is none, so that chains of calls read well. */
    public Dataset item(int tag) {
        List<Dataset> items = items(tag);
        return items.isEmpty() ? EMPTY : items.getFirst();
    }

    /** Whether both hold the very same elements, as two looks at one data set do when nothing came between them. */
    public boolean hasElementsOf(Dataset other) {
        return repertoire == other.repertoire && Arrays.equals(elements, other.elements);
    }

    /** A builder that holds the same attributes. */
    public DatasetBuilder toBuilder() {
        return new DatasetBuilder(this);
    }

    Repertoire repertoire() {
        return repertoire;
    }

    /** The same, with the positions of large values counted from {@code by} bytes earlier. */
    public Dataset shifted(long by) {
        Element[] moved = elements.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = switch (moved[i]) {
                case Element.Value value -> value;
                case Element.Bulk bulk ->
                    new Element.Bulk(bulk.tag(), bulk.vr(), bulk.ref().shifted(by), bulk.encapsulated());
                case Element.Items sequence ->
                    new Element.Items(
                            sequence.tag(),
                            sequence.vr(),
                            sequence.items().stream().map(item -> item.shifted(by)).toList());
            };
        }
        return new Dataset(moved, repertoire);
    }

    private Element find(int tag) {
        int low = 0;
        int high = elements.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements[middle].tag(), tag);
            if (order == 0) {
                return elements[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }


    static String trimmedEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String trimmed(String text) {
        String value = trimmedEnd(text);
        int start = 0;
        while (start < value.length() && value.charAt(start) == ' ') {
            start++;
        }
        return value.substring(start);
    }

    /** Names the attributes only: values may be a patient's. */
    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
