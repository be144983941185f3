package org.cloudfilm.storage.record;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.json.JsonDocument;

/** The table patient_record: which person each Patient is. Rows wait until {@link #flush}. */
final class PatientRows {

    /** Each is locked and looked up while the patient is linked. */
    private static final int MOST_IDENTIFIERS = 200;

    private final Connection db;
    private final PatientLinking people;
    private final HospitalId hospital;
    private final List<Written> waiting = new ArrayList<>();

    PatientRows(Connection db, PatientLinking people, HospitalId hospital) {
        this.db = db;
        this.people = people;
        this.hospital = hospital;
    }

    private record Written(Change change, long rid, JsonDocument content) {

        RecordId id() {
            return change.id();
        }
    }

    void add(Change change, long rid, JsonDocument content) {
        if (change.type() == ResourceType.PATIENT) {
            int identifiers = content.find(content.root(), "identifier");
            if (identifiers >= 0 && content.size(identifiers) > MOST_IDENTIFIERS) {
                throw change.refusal(
                        RecordRefusal.Kind.TOO_COSTLY, "Patient.identifier", "more than " + MOST_IDENTIFIERS + " identifiers");
            }
            waiting.add(new Written(change, rid, content));
        }
    }

    void flush() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Long, PersonId> known = known();
        List<Optional<LinkPerson.Linked>> linked = people.link(waiting.stream()
                .map(patient -> new PatientLinking.Patient(patient.id(), hospital, patient.content(),
                        Optional.ofNullable(known.get(patient.id().key()))))
                .toList());
        refuseSomebodyElse(linked);
        write(linked);
        waiting.clear();
    }

    private Map<Long, PersonId> known() throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select subject, person_id from patient_record where subject = any(?) and person_id is not null
                """)) {
            select.setObject(1, waiting.stream().mapToLong(p -> p.id().key()).toArray());
            ResultSet row = select.executeQuery();
            Map<Long, PersonId> known = new HashMap<>();
            while (row.next()) {
                known.put(row.getLong(1), new PersonId(row.getObject(2, UUID.class)));
            }
            return known;
        }
    }

    /**
     * A Patient whose name and birth date both change under the same number is another human now, or a mistake. All that
     * refers to it would be read as the other's, and nobody can tell what is whose.
     *
     * @throws RecordRefusal for the first of them
     */
    private void refuseSomebodyElse(List<Optional<LinkPerson.Linked>> linked) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select u.n from unnest(?::int8[], ?::int8[]) with ordinality u (subject, identity, n)
                join patient_record p on p.subject = u.subject
                join identity before on before.id = p.identity
                join identity now on now.id = u.identity
                where now.person_id <> before.person_id
                  and (now.hospital, now.system, now.value) = (before.hospital, before.system, before.value)
                order by u.n limit 1
                """)) {
            select.setObject(1, waiting.stream().mapToLong(p -> p.id().key()).toArray());
            select.setArray(2, identities(linked));
            ResultSet row = select.executeQuery();
            if (row.next()) {
                throw waiting.get(row.getInt(1) - 1).change().refusal(RecordRefusal.Kind.INVALID, "Patient",
                        "neither name nor birth date is that of the patient so far: correct one after the other, "
                                + "or give somebody else a number of his own");
            }
        }
    }

    private Array identities(List<Optional<LinkPerson.Linked>> linked) throws SQLException {
        return db.createArrayOf(
                "int8", linked.stream().map(one -> one.map(LinkPerson.Linked::identity).orElse(null)).toArray());
    }

    /** The person is the identity's as it is now: a later patient of the same list may have had it merged. */
    private void write(List<Optional<LinkPerson.Linked>> linked) throws SQLException {
        try (PreparedStatement upsert = db.prepareStatement("""
                insert into patient_record (subject, rid, hospital, identity, person_id)
                select u.subject, u.rid, ?, u.identity, i.person_id
                from unnest(?::int8[], ?::int8[], ?::int8[]) u (subject, rid, identity)
                left join identity i on i.id = u.identity
                on conflict (subject) do update set identity = excluded.identity, person_id = excluded.person_id
                where (patient_record.identity, patient_record.person_id)
                  is distinct from (excluded.identity, excluded.person_id)
                """)) {
            upsert.setString(1, hospital.value());
            upsert.setObject(2, waiting.stream().mapToLong(p -> p.id().key()).toArray());
            upsert.setObject(3, waiting.stream().mapToLong(Written::rid).toArray());
            upsert.setArray(4, identities(linked));
            upsert.executeUpdate();
        }
    }
}
