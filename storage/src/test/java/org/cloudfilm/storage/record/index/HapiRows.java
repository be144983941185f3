package org.cloudfilm.storage.record.index;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cloudfilm.storage.record.Key64;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Timing;

/** What rows a value of HAPI's model should have, told another way than the index tells it. */
final class HapiRows {

    private HapiRows() {}

    static Stream<Object> expected(SearchParameter.Kind kind, Base value) {
        return switch (kind) {
            case TOKEN -> tokens(value);
            case REFERENCE -> references(value);
            case STRING -> texts(value)
                    .filter(Objects::nonNull)
                    .filter(text -> !FoldedText.of(text).isEmpty())
                    .map(FoldedText::cut);
            case URI -> Stream.of(value.primitiveValue());
            case DATE -> intervals(value);
            case NUMBER -> Stream.of(List.of(rounded(new BigDecimal(value.primitiveValue())), 0L, 0L));
            case QUANTITY -> quantities(value);
            case COMPOSITE, SPECIAL -> Stream.empty();
        };
    }

    private static Stream<Object> tokens(Base value) {
        return switch (value) {
            case CodeableConcept concept -> concept.getCoding().stream().flatMap(HapiRows::tokens);
            case Coding coding -> token(coding.getCode(), coding.getSystem());
            case Identifier identifier -> token(identifier.getValue(), identifier.getSystem());
            case ContactPoint contact ->
                token(contact.getValue(), contact.hasUse() ? contact.getUse().toCode() : null);
            case Enumeration<?> code -> token(code.getCode(), code.getSystem());
            case PrimitiveType<?> plain -> token(plain.primitiveValue(), null);
            default -> throw new AssertionError(value.fhirType());
        };
    }

    private static Stream<Object> token(String code, String system) {
        return code == null ? Stream.empty() : Stream.of(List.of(Key64.of(code), key(system)));
    }

    private static long key(String text) {
        return text == null ? 0 : Key64.of(text);
    }

    private static Stream<Object> references(Base value) {
        if (value instanceof Reference reference) {
            String text = reference.getReferenceElement_().getValue();
            return text == null || text.startsWith("#") ? Stream.empty() : Stream.of(target(text));
        }
        if (value instanceof PrimitiveType<?> canonical) {
            String text = canonical.primitiveValue();
            int version = text.indexOf('|');
            return version < 0
                    ? Stream.of(target(text))
                    : Stream.of(target(text.substring(0, version)), Key64.of(text));
        }
        return Stream.empty();
    }

    private static long target(String text) {
        IdType id = new IdType(text);
        return id.hasResourceType() && !id.hasBaseUrl() && id.hasIdPart()
                ? Key64.of(id.getResourceType(), id.getIdPart())
                : Key64.of(text);
    }

    private static Stream<String> texts(Base value) {
        return switch (value) {
            case HumanName name -> Stream.of(name.getGiven(), name.getPrefix(), name.getSuffix(), List.of(
                            name.getFamilyElement(), name.getTextElement()))
                    .flatMap(List::stream)
                    .map(StringType::getValue);
            case Address address -> Stream.concat(
                    address.getLine().stream().map(StringType::getValue),
                    Stream.of(
                            address.getText(),
                            address.getCity(),
                            address.getDistrict(),
                            address.getState(),
                            address.getPostalCode(),
                            address.getCountry()));
            default -> Stream.of(value.primitiveValue());
        };
    }

    private static Stream<Object> intervals(Base value) {
        return switch (value) {
            case Period period when period.hasStart() || period.hasEnd() -> Stream.of(List.of(
                    period.hasStart() ? lo(period.getStartElement()) : IndexRows.BEGIN_OF_TIME,
                    period.hasEnd() ? hi(period.getEndElement()) : IndexRows.END_OF_TIME));
            case BaseDateTimeType time when time.hasValue() -> Stream.of(List.of(lo(time), hi(time)));
            case Timing timing when timing.hasEvent() -> Stream.of(List.of(
                    timing.getEvent().stream().mapToLong(HapiRows::lo).min().orElseThrow(),
                    timing.getEvent().stream().mapToLong(HapiRows::hi).max().orElseThrow()));
            case Timing timing when timing.getRepeat().hasBoundsPeriod() ->
                intervals(timing.getRepeat().getBoundsPeriod());
            default -> Stream.empty();
        };
    }

    private static long lo(BaseDateTimeType time) {
        return micros(begin(time));
    }

    private static long hi(BaseDateTimeType time) {
        ZonedDateTime begin = begin(time);
        return micros(
                switch (time.getPrecision()) {
                    case YEAR -> begin.plusYears(1);
                    case MONTH -> begin.plusMonths(1);
                    case DAY -> begin.plusDays(1);
                    case MINUTE -> begin.plusMinutes(1);
                    case SECOND -> begin.plusSeconds(1);
                    case MILLI -> begin.plusNanos((long) Math.pow(10, 9 - fractionDigits(time.getValueAsString())));
                });
    }

    private static int fractionDigits(String text) {
        return (int) text.substring(text.indexOf('.') + 1).chars().takeWhile(Character::isDigit).limit(6).count();
    }

    private static ZonedDateTime begin(BaseDateTimeType time) {
        String text = time.getValueAsString();
        return text.length() > 10
                ? OffsetDateTime.parse(text).toZonedDateTime()
                : LocalDate.parse(text + "-01-01".substring(text.length() - 4))
                        .atStartOfDay(IndexAgainstHapiTest.ZONE);
    }

    private static long micros(ZonedDateTime time) {
        return time.toEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    private static Stream<Object> quantities(Base value) {
        return switch (value) {
            case Quantity quantity when quantity.hasValue() -> Stream.of(row(quantity.getValue(), quantity));
            case Money money when money.hasValue() -> Stream.of(List.of(
                    rounded(money.getValue()),
                    key(money.getCurrency()),
                    key(money.hasCurrency() ? "urn:iso:std:iso:4217" : null)));
            case Range range when range.getLow().hasValue() && range.getHigh().hasValue() -> Stream.of(
                    row(range.getLow().getValue().add(range.getHigh().getValue()).divide(BigDecimal.TWO), range.getLow()));
            default -> Stream.empty();
        };
    }

    private static Object row(BigDecimal middle, Quantity quantity) {
        double at = rounded(middle);
        if (quantity.hasComparator()) {
            // Math.round of an infinity
            at = (quantity.getComparator().toCode().startsWith("<") ? Long.MIN_VALUE : Long.MAX_VALUE) / 1e3;
        }
        return List.of(at, key(quantity.hasCode() ? quantity.getCode() : quantity.getUnit()), key(quantity.getSystem()));
    }

    private static double rounded(BigDecimal value) {
        return Math.round(value.doubleValue() * 1000) / 1e3;
    }
}
