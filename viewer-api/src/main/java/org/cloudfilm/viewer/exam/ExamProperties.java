package org.cloudfilm.viewer.exam;

import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the deployment adds to the catalogue that comes with the program, and how its hospitals stand to each other.
 *
 * @param scopes     replace those of {@code items.yaml} when there are any
 * @param items      added to the catalogue, or in place of the item with the same code
 * @param validities added to those of the catalogue
 * @param marks      of the hospitals
 * @param hospitals  levels, regions and alliances
 */
@ConfigurationProperties("cloudfilm.recognition")
record ExamProperties(
        List<ScopeLine> scopes,
        List<ItemLine> items,
        List<ValidityLine> validities,
        List<MarkLine> marks,
        List<HospitalLine> hospitals) {

    ExamProperties {
        scopes = scopes == null ? List.of() : scopes;
        items = items == null ? List.of() : items;
        validities = validities == null ? List.of() : validities;
        marks = marks == null ? List.of() : marks;
        hospitals = hospitals == null ? List.of() : hospitals;
    }

    record ScopeLine(String id, String mark, String nameEn, List<String> regions) {}

    record CodeLine(String system, String code) {}

    record ItemLine(
            String code,
            String name,
            String nameEn,
            String modality,
            List<String> bodySites,
            Contrast contrast,
            List<String> words,
            long priceFen,
            long noFilmReductionFen,
            List<CodeLine> codings) {}

    /** @param items codes, or {@code *} alone for all. @param from null for ever since. @param until null for ever */
    record ValidityLine(List<String> items, String scope, int days, LocalDate from, LocalDate until) {}

    record MarkLine(String hospital, List<String> items, String scope, LocalDate from, LocalDate until) {}

    record HospitalLine(String id, String level, List<String> regions, String alliance) {}
}
