package org.cloudfilm.storage.record;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * What a clinician may read, as a condition on a row that has {@code hospital}, {@code subject}, {@code updated_at} and
 * {@code labels}. What came lately is known by the row alone; only then are the patient's visits looked at.
 */
public final class RecordScope {

    private RecordScope() {}

    /**
     * @param row         name of the table in the statement
     * @param alsoTreated what makes it the hospital's own to read as well, with a leading {@code or}; may be empty
     * @param values      takes the values of the condition's question marks
     */
    public static String write(Scope.Clinician clinician, String row, String alsoTreated, List<Object> values) {
        String hospital = clinician.hospital().value();
        OffsetDateTime since = clinician.since().atOffset(ZoneOffset.UTC);
        values.add(hospital);
        values.add(since);
        values.add(hospital);
        values.add(since);
        StringBuilder condition = new StringBuilder("(" + row + ".hospital = ? and (" + row + ".updated_at >= ?"
                + " or not exists (select from patient_record here where here.subject = " + row
                + ".subject and here.person_id is not null)"
                + " or exists (select from patient_record here"
                + " join patient_record same on same.person_id = here.person_id"
                + " join visit seen on seen.subject = same.subject and seen.hospital = ?"
                + " where here.subject = " + row + ".subject and (seen.open or seen.ended_at >= ?))" + alsoTreated + ")");
        clinician.byLabels().forEach((labels, persons) -> {
            condition.append(" or (" + row + ".subject = any(array(select here.subject from patient_record here"
                    + " where here.person_id = any(?::uuid[]))) and " + row + ".labels & ? = 0 and " + row + ".hospital <> '"
                    + HospitalId.PLATFORM + "')");
            values.add(PersonId.values(persons));
            values.add(~labels);
        });
        return condition.append(")").toString();
    }
}
