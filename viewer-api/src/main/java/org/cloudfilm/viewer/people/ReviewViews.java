package org.cloudfilm.viewer.people;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.person.Face;
import org.cloudfilm.storage.person.MatchReason;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.storage.person.StrongNumber;

/** How pairs, persons and merges are shown to a reviewer. */
final class ReviewViews {

    private final Hospitals hospitals;
    private final Actors actors;

    ReviewViews(Hospitals hospitals, Actors actors) {
        this.hospitals = hospitals;
        this.actors = actors;
    }

    record Place(String id, String name, String nameEn) {}

    /** One side of a pair or merge in a list: masked names, in Latin letters only where there are no others. */
    record Glimpse(List<String> names, List<Place> hospitals) {}

    record PairRow(
            long id, int score, List<MatchReason> reasons, OffsetDateTime foundAt, Glimpse first, Glimpse second) {}

    record PairList(long count, List<PairRow> pairs) {}

    /** @param kind in the words of {@link StrongNumber.Kind}, {@code HOSPITAL} for a hospital's own */
    record NumberView(String kind, String value) {}

    /** @param birthDate ISO 8601, null when unknown; {@code sex} and {@code phone} are empty then */
    record FaceView(
            Place hospital, NumberView number, List<String> names, String birthDate, String sex, String phone,
            boolean multipleBirth, OffsetDateTime seenAt) {}

    record PersonView(List<FaceView> identities, List<NumberView> numbers) {}

    record Comparison(
            long id, int score, List<MatchReason> reasons, OffsetDateTime foundAt, boolean revealed,
            List<PersonView> persons) {}

    /**
     * @param actor    name of the reviewer, null where nobody knows it; {@code undoneBy} likewise
     * @param bySystem linked by a number of the state, not by a reviewer; {@code undone…} are null while it stands
     */
    record MergeRow(
            long id, OffsetDateTime at, String actor, boolean bySystem, String reason, Glimpse kept, Glimpse moved,
            OffsetDateTime undoneAt, String undoneBy, String undoReason) {}

    record MergeList(long count, List<MergeRow> merges) {}

    PairList pairs(PersonReview.Page page) {
        return new PairList(page.count(), page.pairs().stream().map(this::row).toList());
    }

    private PairRow row(PersonReview.Listed listed) {
        PersonReview.Pair pair = listed.pair();
        return new PairRow(
                pair.id(),
                pair.score(),
                reasons(pair),
                pair.foundAt(),
                glimpse(listed.first()),
                glimpse(listed.second()));
    }

    Comparison comparison(PersonReview.Pair pair, List<PersonReview.Subject> subjects, boolean revealed) {
        return new Comparison(
                pair.id(),
                pair.score(),
                reasons(pair),
                pair.foundAt(),
                revealed,
                subjects.stream().map(subject -> person(subject, revealed)).toList());
    }

    MergeList merges(PersonReview.MergePage page) {
        Map<String, String> names = actors.names(page.merges().stream()
                .flatMap(merge -> Stream.of(merge.actor(), merge.undoneBy()))
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new MergeList(page.count(), page.merges().stream().map(merge -> row(merge, names)).toList());
    }

    private MergeRow row(PersonReview.Merge merge, Map<String, String> names) {
        return new MergeRow(
                merge.id(),
                merge.at(),
                names.get(merge.actor()),
                merge.actor().equals(PersonReview.SYSTEM),
                merge.reason(),
                glimpse(merge.kept()),
                glimpse(merge.moved()),
                merge.undoneAt().orElse(null),
                names.get(merge.undoneBy()),
                merge.undoReason());
    }

    private PersonView person(PersonReview.Subject subject, boolean revealed) {
        return new PersonView(
                subject.faces().stream().map(face -> face(face, revealed)).toList(),
                subject.numbers().stream().map(number -> number(number, revealed)).toList());
    }

    private FaceView face(Face face, boolean revealed) {
        return new FaceView(
                place(face.hospital()),
                number(face.number(), revealed),
                face.names().stream().sorted(Comparator.comparing(ReviewViews::chinese).reversed()).toList(),
                face.birthDate().map(Object::toString).orElse(null),
                face.sex(),
                revealed ? face.phone() : Mask.number(face.phone()),
                face.multipleBirth(),
                face.seenAt());
    }

    private Glimpse glimpse(List<Face> faces) {
        List<String> names = faces.stream().flatMap(face -> face.names().stream()).distinct().toList();
        List<String> chinese = names.stream().filter(ReviewViews::chinese).toList();
        return new Glimpse(
                (chinese.isEmpty() ? names : chinese).stream().map(Mask::name).distinct().toList(),
                faces.stream().map(Face::hospital).distinct().map(this::place).toList());
    }

    private static boolean chinese(String name) {
        return name.codePoints().anyMatch(Character::isIdeographic);
    }

    private Place place(String id) {
        return hospitals.find(new HospitalId(id))
                .map(hospital -> new Place(id, hospital.name(), hospital.nameEn()))
                .orElseGet(() -> new Place(id, id, id));
    }

    private static NumberView number(PatientNumber number, boolean revealed) {
        String kind = Stream.of(StrongNumber.Kind.values())
                .filter(each -> each.system().equals(number.system()))
                .map(Enum::name)
                .findFirst()
                .orElse("HOSPITAL");
        return new NumberView(kind, revealed ? number.value() : Mask.number(number.value()));
    }

    /** What speaks for it first, the weightiest first. */
    private static List<MatchReason> reasons(PersonReview.Pair pair) {
        return pair.reasons().stream()
                .sorted((a, b) -> Integer.compare(b.points(), a.points()))
                .toList();
    }
}
