package org.cloudfilm.viewer.exam;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.storage.hospital.HospitalId;

/** The catalogue as it was read once. */
final class Catalogue {

    record Code(String system, String code) {}

    private final SortedMap<String, ExamItem> items = new TreeMap<>();
    private final Map<Code, ExamItem> byCode = new HashMap<>();
    private final Map<String, ExamItem> byName = new HashMap<>();
    private final Map<String, List<Validity>> validities;
    private final Map<String, List<Mark>> marks;

    Catalogue(
            Collection<ExamItem> items, Map<Code, String> codings, List<Validity> validities, List<Mark> marks) {
        items.forEach(item -> {
            this.items.put(item.code(), item);
            byCode.put(new Code(ExamItem.SYSTEM, item.code()), item);
            byName.put(FilmWords.fold(item.name()), item);
            byName.put(FilmWords.fold(item.nameEn()), item);
        });
        codings.forEach((code, item) -> byCode.put(code, this.items.get(item)));
        this.validities = validities.stream().collect(Collectors.groupingBy(one -> one.item() + ' ' + one.scope()));
        this.marks = marks.stream()
                .sorted(Comparator.comparing(Mark::from).reversed())
                .collect(Collectors.groupingBy(one -> one.hospital() + " " + one.item()));
    }

    Optional<ExamItem> find(String code) {
        return Optional.ofNullable(items.get(code));
    }

    Collection<ExamItem> items() {
        return items.values();
    }

    Optional<ExamItem> of(ExamOrder order) {
        Set<ExamItem> coded = order.codings().stream()
                .map(coding -> byCode.get(new Code(coding.system(), coding.code())))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!coded.isEmpty()) {
            return only(coded);
        }
        Set<ExamItem> worded = new HashSet<>();
        String sites = order.bodySites().stream().map(Coding::display).collect(Collectors.joining(" "));
        for (String text : texts(order)) {
            ExamItem named = byName.get(text);
            if (named != null) {
                return Optional.of(named);
            }
            words(text, FilmWords.fold(sites)).ifPresent(worded::add);
        }
        return only(worded);
    }

    private static List<String> texts(ExamOrder order) {
        return Stream.concat(
                        Stream.of(order.text()), order.codings().stream().map(Coding::display))
                .map(FilmWords::fold)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** A text that names the modality and the body site; the site may be said apart. */
    private Optional<ExamItem> words(String text, String sites) {
        Set<String> modalities = FilmWords.modalitiesIn(text);
        Contrast said = Contrast.in(text);
        List<ExamItem> possible = possible(modalities, said);
        Set<ExamItem> named = FilmWords.named(text, possible);
        return only(named.isEmpty() ? FilmWords.named(sites, possible) : named);
    }

    Optional<ExamItem> of(FilmDescription film) {
        Set<String> modalities = film.modalities().stream().map(FilmWords::modality).collect(Collectors.toSet());
        String text = FilmWords.fold(film.description());
        List<ExamItem> possible = possible(modalities, Contrast.in(text));
        Set<String> parts = film.bodyParts().stream()
                .map(part -> part.toUpperCase(Locale.ROOT).replaceAll("[ _-]", ""))
                .collect(Collectors.toSet());
        Set<ExamItem> ofParts = possible.stream()
                .filter(item -> item.bodySites().stream().anyMatch(parts::contains))
                .collect(Collectors.toSet());
        Set<ExamItem> named = FilmWords.named(text, possible);
        if (ofParts.isEmpty() || named.isEmpty()) {
            return only(named.isEmpty() ? ofParts : named);
        }
        named.retainAll(ofParts);
        return only(named);
    }

    private List<ExamItem> possible(Set<String> modalities, Contrast said) {
        return items.values().stream()
                .filter(item -> modalities.contains(item.modality()) && item.contrast().fits(said))
                .toList();
    }

    private static Optional<ExamItem> only(Set<ExamItem> items) {
        return items.size() == 1 ? Optional.of(items.iterator().next()) : Optional.empty();
    }

    Optional<Validity> validity(ExamItem item, String scope, LocalDate day) {
        return validities.getOrDefault(item.code() + ' ' + scope, List.of()).stream()
                .filter(one -> one.holdsOn(day))
                .max(Comparator.comparing(Validity::from));
    }

    List<Mark> marks(HospitalId hospital, ExamItem item) {
        return marks.getOrDefault(hospital + " " + item.code(), List.of());
    }
}
