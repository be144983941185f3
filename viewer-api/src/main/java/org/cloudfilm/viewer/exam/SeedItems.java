package org.cloudfilm.viewer.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;
import org.springframework.transaction.support.TransactionOperations;

/** Brings the catalogue that comes with the program, and what the deployment adds to it, into the tables. */
final class SeedItems {

    private static final String ALL = "*";

    private final ExamTables tables;
    private final TransactionOperations transaction;
    private final ExamProperties own;
    private final ExamProperties added;

    SeedItems(ExamTables tables, TransactionOperations transaction, ExamProperties added) {
        this.tables = tables;
        this.transaction = transaction;
        this.own = own();
        this.added = added;
    }

    /** {@code items.yaml}, in the form of the configuration. */
    private static ExamProperties own() {
        MutablePropertySources sources = new MutablePropertySources();
        try {
            new YamlPropertySourceLoader()
                    .load("items", new ClassPathResource("items.yaml", SeedItems.class))
                    .forEach(sources::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Binder(ConfigurationPropertySources.from(sources)).bind("exam", ExamProperties.class).get();
    }

    List<Scope> scopes() {
        List<ExamProperties.ScopeLine> lines = added.scopes().isEmpty() ? own.scopes() : added.scopes();
        return lines.stream()
                .map(line -> new Scope(line.id(), line.mark(), line.nameEn(), line.regions()))
                .toList();
    }

    /** Doing it again changes nothing. */
    void seed() {
        Map<String, ExamProperties.ItemLine> items = new LinkedHashMap<>();
        own.items().forEach(line -> items.put(line.code(), line));
        added.items().forEach(line -> items.put(line.code(), line));
        List<String> codes = List.copyOf(items.keySet());
        List<ExamProperties.ValidityLine> validities = new ArrayList<>(own.validities());
        validities.addAll(added.validities());
        transaction.executeWithoutResult(status -> {
            items.values().forEach(line -> tables.seed(item(line), orNone(line.codings())));
            for (ExamProperties.ValidityLine line : validities) {
                named(line.items(), codes).forEach(item -> tables.seed(new Validity(
                        item, scope(line.scope()), line.days(), from(line.from()), until(line.until()))));
            }
            for (ExamProperties.MarkLine line : added.marks()) {
                named(line.items(), codes).forEach(item -> tables.seed(new Mark(
                        new HospitalId(line.hospital()), item, scope(line.scope()), from(line.from()), until(line.until()))));
            }
        });
    }

    private String scope(String id) {
        return scopes().stream()
                .map(Scope::id)
                .filter(id::equals)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cloudfilm.recognition knows no scope " + id));
    }

    private static List<String> named(List<String> items, List<String> all) {
        if (items.equals(List.of(ALL))) {
            return all;
        }
        Optional<String> unknown = items.stream().filter(item -> !all.contains(item)).findFirst();
        if (unknown.isPresent()) {
            throw new IllegalArgumentException("cloudfilm.recognition knows no item " + unknown.get());
        }
        return items;
    }

    private static ExamItem item(ExamProperties.ItemLine line) {
        return new ExamItem(
                line.code(),
                line.name(),
                line.nameEn(),
                FilmWords.modality(line.modality()),
                orNone(line.bodySites()),
                line.contrast() == null ? Contrast.ANY : line.contrast(),
                orNone(line.words()).stream().map(FilmWords::fold).toList(),
                line.priceFen(),
                line.noFilmReductionFen());
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static LocalDate from(LocalDate day) {
        return day == null ? LocalDate.of(1970, 1, 1) : day;
    }

    private static LocalDate until(LocalDate day) {
        return day == null ? LocalDate.of(9999, 12, 31) : day;
    }
}
