package org.cloudfilm.storage.film.catalogue;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.PersonId;

/**
 * A permit's scope as conditions on films, for statements in which the study is called {@code st} and its patient
 * {@code pa}. A film is within the scope when exactly one of the conditions holds, so that each can be a search of its
 * own, by an index of its own.
 */
public final class FilmScope {

    /** @param values of the condition's question marks */
    public record Part(String condition, List<Object> values) {}

    private FilmScope() {}

    /** Empty when nothing is within the scope. */
    public static List<Part> parts(Scope scope) {
        return switch (scope) {
            case Scope.OfPersons of when of.persons().size() == 1 ->
                List.of(new Part("pa.person_id = ?", List.of(of.persons().getFirst().value())));
            case Scope.OfPersons of ->
                List.of(new Part("pa.person_id = any(?::uuid[])", List.of((Object) PersonId.values(of.persons()))));
            case Scope.SentBy by -> List.of(new Part("st.hospital = ?", List.of(by.hospital().value())));
            case Scope.Clinician clinician -> clinician(clinician);
            case Scope.OfLink link -> List.of(new Part("st.uid = any(?::text[]) and pa.person_id = ?", List.of(
                    link.studies().stream().map(StudyUid::value).toArray(String[]::new), link.person().value())));
            case Scope.OfTypes types -> List.of();
            case Scope.Nothing nothing -> List.of();
        };
    }

    /** All of {@link #parts} as one condition. */
    public static Part whole(Scope scope) {
        List<Part> parts = parts(scope);
        List<Object> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.values()));
        List<String> conditions = parts.stream().map(part -> "(" + part.condition() + ")").toList();
        return new Part(conditions.isEmpty() ? "false" : "(" + String.join(" or ", conditions) + ")", values);
    }

    private static List<Part> clinician(Scope.Clinician clinician) {
        Part own = own(clinician);
        if (clinician.reaches().isEmpty()) {
            return List.of(own);
        }
        List<Object> values = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        clinician.byLabels().forEach((labels, persons) -> {
            // by way of patients, of whom a person has few
            reached.add("(st.patient = any(array(select id from patient where person_id = any(?::uuid[])))"
                    + " and st.labels & ? = 0)");
            values.add(PersonId.values(persons));
            values.add(~labels);
        });
        values.addAll(own.values());
        return List.of(own, new Part(
                "(" + String.join(" or ", reached) + ") and not (" + own.condition() + ")", values));
    }

    /** What came lately is known by the study alone; only then are the patient's visits looked at. */
    private static Part own(Scope.Clinician clinician) {
        String hospital = clinician.hospital().value();
        OffsetDateTime since = clinician.since().atOffset(ZoneOffset.UTC);
        return new Part("""
                st.hospital = ? and (st.received_at >= ? or pa.person_id is null or exists (
                  select from patient_record same join visit seen on seen.subject = same.subject and seen.hospital = ?
                  where same.person_id = pa.person_id and (seen.open or seen.ended_at >= ?)))""",
                List.of(hospital, since, hospital, since));
    }
}
