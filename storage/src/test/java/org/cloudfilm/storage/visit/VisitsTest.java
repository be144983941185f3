package org.cloudfilm.storage.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Encounters are written, visits are found. */
class VisitsTest {

    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final HospitalId JINYUN = new HospitalId("jinyun");
    private static final RecordId ENCOUNTER = new RecordId(ResourceType.ENCOUNTER, "e1");
    private static final RecordId PATIENT = new RecordId(ResourceType.PATIENT, "p1");

    @TempDir
    Path directory;

    private final TestDatabase db = TestDatabase.create();
    private final JdbcClient sql = JdbcClient.create(db.dataSource());
    private final Visits visits = new Visits(db.dataSource());
    private RecordStore store;

    @BeforeEach
    void patient() throws Exception {
        store = TestRecords.doors(
                db.dataSource(), ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects"))));
        write(LISHUI, PATIENT, "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'1'}]}");
    }

    @AfterEach
    void close() {
        db.close();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            planned,          false, none
            arrived,          true,  none
            triaged,          true,  none
            in-progress,      true,  none
            onleave,          true,  none
            finished,         false, 2026-11-21T16:00:00Z
            cancelled,        false, none
            entered-in-error, false, none
            unknown,          false, none
            """)
    void encounter_ofEachStatus_isAVisitOpenOrEndedOrNeither(String status, boolean open, Instant ended) {
        write(LISHUI, ENCOUNTER, encounter(status, "'period':{'start':'2026-11-20T09:00:00+08:00','end':'2026-11-21'},"));

        Visit visit = visits.find(ENCOUNTER).orElseThrow();
        assertThat(visit.open()).isEqualTo(open);
        assertThat(visit.endedAt().map(end -> end.plusMillis(1).truncatedTo(java.time.temporal.ChronoUnit.SECONDS)))
                .isEqualTo(Optional.ofNullable(ended));
        assertThat(visit.since()).contains(Instant.parse("2026-11-20T01:00:00Z"));
        assertThat(visit.kind()).isEqualTo("AMB");
        assertThat(visit.patient()).isEqualTo(PATIENT);
        assertThat(visits.open(LISHUI, PATIENT).isPresent()).isEqualTo(open);
        assertThat(visits.open(JINYUN, PATIENT)).isEmpty();
    }

    @Test
    void visit_thatIsFinishedWithoutSayingWhen_endedWhenItSaidSo() {
        write(LISHUI, ENCOUNTER, encounter("in-progress", ""));
        Instant before = Instant.now().minusSeconds(1);
        write(LISHUI, ENCOUNTER, encounter("finished", ""));

        assertThat(visits.open(LISHUI, PATIENT)).isEmpty();
        assertThat(visits.find(ENCOUNTER).orElseThrow().endedAt().orElseThrow()).isAfter(before);
    }

    @Test
    void visit_thatIsDeleted_isGone_andBackWhenItIsWrittenAgain() {
        write(LISHUI, ENCOUNTER, encounter("arrived", ""));
        store.write(writer(LISHUI), new RecordChange.Delete(ENCOUNTER, OptionalInt.empty()));
        assertThat(visits.find(ENCOUNTER)).isEmpty();

        write(LISHUI, ENCOUNTER, encounter("arrived", ""));
        assertThat(visits.open(LISHUI, PATIENT)).isPresent();
    }

    @Test
    void transaction_thatIsRefused_leavesNoVisit() {
        assertThatThrownBy(() -> store.write(writer(LISHUI), List.of(
                        entry(ENCOUNTER, encounter("arrived", "")),
                        entry(new RecordId(ResourceType.OBSERVATION, "bad"), "{'resourceType':'Observation','nonsense':1}"))))
                .isInstanceOf(RecordRefusal.class);

        assertThat(visits.find(ENCOUNTER)).isEmpty();
    }

    @Test
    void bulk_manyEncounters_areAllVisits() {
        List<RecordStore.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            entries.add(entry(new RecordId(ResourceType.ENCOUNTER, "bulk-" + i), encounter("finished", "")));
        }
        store.write(writer(LISHUI), entries);

        assertThat(sql.sql("select count(*) from visit where not open and ended_at is not null")
                        .query(Long.class).single())
                .isEqualTo(2500);
    }

    @Test
    void openVisit_underAnotherNumberOfThePerson_isFound() {
        RecordId other = new RecordId(ResourceType.PATIENT, "p2");
        write(LISHUI, other, "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'2'}]}");
        write(LISHUI, ENCOUNTER, encounter("arrived", ""));
        assertThat(visits.open(LISHUI, other)).isEmpty();

        UUID person = sql.sql("select person_id from patient_record where subject = :self")
                .param("self", PATIENT.key())
                .query(UUID.class)
                .single();
        sql.sql("update patient_record set person_id = :person").param("person", person).update();

        assertThat(visits.open(LISHUI, List.of(PATIENT, other)))
                .hasSize(2)
                .allSatisfy((patient, visit) -> assertThat(visit.encounter()).isEqualTo(ENCOUNTER));
        assertThat(visits.open(LISHUI, new PersonId(person)).orElseThrow().patient()).isEqualTo(PATIENT);
    }

    private static String encounter(String status, String more) {
        return """
                {'resourceType':'Encounter','status':'%s',%s'class':{'code':'AMB'},'subject':{'reference':'Patient/p1'}}
                """.formatted(status, more);
    }

    private void write(HospitalId hospital, RecordId id, String json) {
        store.write(writer(hospital), List.of(entry(id, json)));
    }

    private static RecordStore.Entry entry(RecordId id, String json) {
        return new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                id,
                RecordChange.Content.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                OptionalInt.empty()));
    }

    private static RecordWriter writer(HospitalId hospital) {
        return new RecordWriter(hospital, "his");
    }
}
