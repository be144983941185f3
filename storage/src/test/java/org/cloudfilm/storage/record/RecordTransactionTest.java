package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.create;
import static org.cloudfilm.storage.record.RecordFixture.createUnless;
import static org.cloudfilm.storage.record.RecordFixture.delete;
import static org.cloudfilm.storage.record.RecordFixture.entry;
import static org.cloudfilm.storage.record.RecordFixture.id;
import static org.cloudfilm.storage.record.RecordFixture.json;
import static org.cloudfilm.storage.record.RecordFixture.update;
import static org.cloudfilm.storage.record.ResourceType.BASIC;
import static org.cloudfilm.storage.record.ResourceType.DOCUMENT_REFERENCE;
import static org.cloudfilm.storage.record.ResourceType.ENCOUNTER;
import static org.cloudfilm.storage.record.ResourceType.OBSERVATION;
import static org.cloudfilm.storage.record.ResourceType.ORGANIZATION;
import static org.cloudfilm.storage.record.ResourceType.PATIENT;
import static org.cloudfilm.storage.record.ResourceType.PRACTITIONER;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTransactionTest {

    private static final String BASIC_JSON = "{'resourceType':'Basic','code':{'text':'%s'}}";
    private static final String DOCTOR =
            "{'resourceType':'Practitioner','identifier':[{'system':'urn:staff','value':'%s'}]}";
    private static final String OBSERVATION_JSON = "{'resourceType':'Observation','status':'final',"
            + "'code':{'text':'x'},'subject':{'reference':'%s'},'performer':[{'reference':'%s'}]}";

    @TempDir
    static Path directory;

    static RecordFixture records;

    @BeforeAll
    static void start() throws Exception {
        records = new RecordFixture(directory, new RecordLimits(3000, 1 << 20, 2 << 20, 60));
    }

    @AfterAll
    static void stop() {
        records.close();
    }

    @Test
    void write_entriesThatReferToEachOther_referencesBecomeIds() {
        List<ChangeOutcome> outcomes = records.write(
                create("urn:uuid:o", OBSERVATION, OBSERVATION_JSON.formatted("urn:uuid:p", "Practitioner/known")),
                create("urn:uuid:p", PATIENT, "{'resourceType':'Patient','link':[{'other':"
                        + "{'reference':'urn:uuid:p'},'type':'seealso'}],'text':{'status':'generated','div':"
                        + "'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'><a href=\\'urn:uuid:o\\'>urn:uuid:o</a></div>'}}"
                                .replace("\\'", "\\\"")),
                create("urn:uuid:d", DOCUMENT_REFERENCE, "{'resourceType':'DocumentReference','status':'current',"
                        + "'masterIdentifier':{'system':'urn:ietf:rfc:3986','value':'urn:uuid:o'},"
                        + "'contained':[{'resourceType':'Basic','id':'b','code':{'text':'x'},"
                        + "'subject':{'reference':'urn:uuid:p'}}],'description':'urn:uuid:p',"
                        + "'content':[{'attachment':{'url':'urn:uuid:o'}}]}"));

        String observation = outcomes.get(0).id().toString();
        String patient = outcomes.get(1).id().toString();
        assertThat(records.text(outcomes.get(0).id()))
                .contains("\"subject\":{\"reference\":\"" + patient + "\"}")
                .contains("\"reference\":\"Practitioner/known\"");
        assertThat(records.text(outcomes.get(1).id()))
                .contains("\"other\":{\"reference\":\"" + patient + "\"}")
                .contains("href=\\\"" + observation + "\\\">urn:uuid:o</a>");
        assertThat(records.text(outcomes.get(2).id()))
                .contains("\"value\":\"urn:uuid:o\"", "\"description\":\"urn:uuid:p\"")
                .contains("\"subject\":{\"reference\":\"" + patient + "\"}")
                .contains("\"url\":\"" + observation + "\"");
    }

    @Test
    void write_fullUrlOfAServer_relativeReferencesFollowIt() {
        List<ChangeOutcome> outcomes = records.write(
                create("http://his/fhir/Patient/7", PATIENT, "{'resourceType':'Patient','id':'7'}"),
                create("http://his/fhir/Observation/1", OBSERVATION,
                        OBSERVATION_JSON.formatted("Patient/7", "http://his/fhir/Patient/7")));

        String patient = "\"reference\":\"" + outcomes.getFirst().id() + "\"";
        assertThat(records.text(outcomes.get(1).id()))
                .contains("\"subject\":{" + patient + "}", "\"performer\":[{" + patient + "}]");
    }

    @Test
    void write_conditionalReferences_foundBeforeOrInTheSameTransaction() {
        RecordId known = records.write(entry(new RecordChange.Create(
                PRACTITIONER, json(DOCTOR.formatted("known")), java.util.Optional.empty()))).getFirst().id();

        List<ChangeOutcome> outcomes = records.write(
                create("urn:uuid:a", OBSERVATION, OBSERVATION_JSON.formatted(
                        "Patient/x", "Practitioner?identifier=urn:staff|known")),
                create("urn:uuid:b", OBSERVATION, OBSERVATION_JSON.formatted(
                        "Patient/x", "Practitioner?identifier=urn:staff|new")),
                create("urn:uuid:c", PRACTITIONER, DOCTOR.formatted("new")));

        assertThat(records.text(outcomes.get(0).id())).contains("\"reference\":\"" + known + "\"");
        assertThat(records.text(outcomes.get(1).id())).contains("\"reference\":\"" + outcomes.get(2).id() + "\"");
    }

    @Test
    void write_conditionalReferenceToNothingOrToSeveral_refusedEntirely() {
        records.write(
                create("urn:uuid:1", ORGANIZATION, "{'resourceType':'Organization','identifier':"
                        + "[{'system':'urn:org','value':'twice'}],'name':'a'}"),
                create("urn:uuid:2", ORGANIZATION, "{'resourceType':'Organization','identifier':"
                        + "[{'system':'urn:org','value':'twice'}],'name':'b'}"));
        long before = records.count("record");

        RecordRefusal nothing = refused(
                create("urn:uuid:a", PATIENT, "{'resourceType':'Patient'}"),
                create("urn:uuid:b", OBSERVATION,
                        OBSERVATION_JSON.formatted("urn:uuid:a", "Practitioner?identifier=urn:staff|nobody")));
        RecordRefusal several = refused(create("urn:uuid:a", OBSERVATION,
                OBSERVATION_JSON.formatted("Patient/x", "Organization?identifier=urn:org|twice")));

        assertThat(nothing.kind()).isEqualTo(Kind.INVALID);
        assertThat(nothing.flaws()).extracting(Flaw::path)
                .containsExactly("Bundle.entry[1].resource.Observation.performer[0].reference");
        assertThat(several.kind()).isEqualTo(Kind.SEVERAL_MATCH);
        assertThat(records.count("record")).isEqualTo(before);
    }

    @Test
    void write_namesThatLeadNowhereOrAreGivenTwice_invalidWithPath() {
        RecordRefusal nowhere = refused(
                create("urn:uuid:a", OBSERVATION, OBSERVATION_JSON.formatted("urn:uuid:missing", "urn:uuid:a")));
        RecordRefusal twice = refused(
                create("urn:uuid:a", BASIC, BASIC_JSON.formatted("1")),
                create("urn:uuid:a", BASIC, BASIC_JSON.formatted("2")));
        RecordRefusal sameRecord = refused(
                entry(update(id(BASIC, "same"), BASIC_JSON.formatted("1"))),
                entry(delete(id(BASIC, "same"))));

        assertThat(nowhere.kind()).isEqualTo(Kind.INVALID);
        assertThat(nowhere.flaws()).extracting(Flaw::path)
                .containsExactly("Bundle.entry[0].resource.Observation.subject.reference");
        assertThat(twice.flaws()).extracting(Flaw::path).containsExactly("Bundle.entry[1].fullUrl");
        assertThat(sameRecord.kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void write_conditionalCreateUpdateDelete_byWhatIsThere() {
        String criteria = "identifier=urn:staff|conditional";
        ChangeOutcome first = records.write(createUnless(criteria, PRACTITIONER, DOCTOR.formatted("conditional")))
                .getFirst();
        ChangeOutcome again = records.write(createUnless(criteria, PRACTITIONER, DOCTOR.formatted("conditional")))
                .getFirst();
        ChangeOutcome updated = records.write(new RecordChange.UpdateWhere(PRACTITIONER, criteria,
                json("{'resourceType':'Practitioner','active':true,'identifier':"
                        + "[{'system':'urn:staff','value':'conditional'}]}")));
        ChangeOutcome deleted = records.write(new RecordChange.DeleteWhere(PRACTITIONER, criteria));
        ChangeOutcome nothing = records.write(new RecordChange.DeleteWhere(PRACTITIONER, criteria));
        ChangeOutcome anew = records.write(new RecordChange.UpdateWhere(
                PRACTITIONER, criteria, json(DOCTOR.formatted("conditional"))));

        assertThat(first).isInstanceOf(ChangeOutcome.Created.class);
        assertThat(again).isInstanceOf(ChangeOutcome.Unchanged.class).extracting(ChangeOutcome::id)
                .isEqualTo(first.id());
        assertThat(updated).isInstanceOf(ChangeOutcome.Updated.class).extracting(ChangeOutcome::id)
                .isEqualTo(first.id());
        assertThat(((ChangeOutcome.Deleted) deleted).version()).isEqualTo(3);
        assertThat(nothing.id()).isNull();
        assertThat(anew).isInstanceOf(ChangeOutcome.Created.class);
        assertThat(anew.id()).isNotEqualTo(first.id());
    }

    @Test
    void write_theSameConditionalCreateTwice_oneRecord() {
        List<ChangeOutcome> outcomes = records.write(
                createUnless("identifier=urn:staff|pair", PRACTITIONER, DOCTOR.formatted("pair")),
                createUnless("identifier=urn:staff|pair", PRACTITIONER, DOCTOR.formatted("pair")));

        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Created.class);
        assertThat(outcomes.get(1)).isInstanceOf(ChangeOutcome.Unchanged.class);
        assertThat(outcomes.get(1).id()).isEqualTo(outcomes.get(0).id());
    }

    @Test
    void write_deleteAndConditionalCreateOfTheSame_deleteComesFirst() {
        RecordId old = records.write(createUnless("identifier=urn:staff|renewed", PRACTITIONER,
                DOCTOR.formatted("renewed"))).getFirst().id();

        List<ChangeOutcome> outcomes = records.write(
                createUnless("identifier=urn:staff|renewed", PRACTITIONER, DOCTOR.formatted("renewed")),
                entry(delete(old)));

        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Created.class);
        assertThat(outcomes.get(0).id()).isNotEqualTo(old);
        assertThat(outcomes.get(1).id()).isEqualTo(old);
    }

    @Test
    void write_moreThanOneBatch_allThereAndInOrder() {
        List<RecordStore.Entry> entries = IntStream.range(0, 2500)
                .mapToObj(i -> create("urn:uuid:" + i, BASIC, "{'resourceType':'Basic','code':{'text':'" + i + "'},"
                        + "'subject':{'reference':'urn:uuid:" + (2499 - i) + "'}}"))
                .toList();
        List<ChangeOutcome> outcomes = records.store.write(LISHUI, entries);

        for (int i = 0; i < 2500; i += 499) {
            assertThat(records.text(outcomes.get(i).id()))
                    .contains("\"text\":\"" + i + "\"", "\"reference\":\"" + outcomes.get(2499 - i).id() + "\"");
        }
    }

    @Test
    void write_moreThanTheLimits_tooCostly() {
        List<RecordStore.Entry> many = new ArrayList<>();
        for (int i = 0; i <= 3000; i++) {
            many.add(entry(update(id(BASIC, "many" + i), BASIC_JSON.formatted("x"))));
        }
        assertThat(refused(many.toArray(RecordStore.Entry[]::new)).kind()).isEqualTo(Kind.TOO_COSTLY);
        assertThat(refused(entry(update(id(BASIC, "big"), BASIC_JSON.formatted("x".repeat(1 << 20))))).kind())
                .isEqualTo(Kind.TOO_COSTLY);
        RecordStore.Entry[] heavy = IntStream.range(0, 3)
                .mapToObj(i -> entry(update(id(BASIC, "heavy" + i), BASIC_JSON.formatted("x".repeat(1_000_000)))))
                .toArray(RecordStore.Entry[]::new);
        assertThat(refused(heavy).kind()).isEqualTo(Kind.TOO_COSTLY);
    }

    @Test
    void write_changes_toldToTheListener() {
        records.told.clear();
        RecordId id = id(ENCOUNTER, "told");
        String json = "{'resourceType':'Encounter','status':'planned','class':{'code':'AMB'},"
                + "'subject':{'reference':'Patient/told'}}";
        records.write(update(id, json));
        records.write(update(id, json));
        records.write(delete(id));

        assertThat(records.told).containsExactly(
                new ChangeListener.ChangedRecord(id, 1, LISHUI.hospital(), id(PATIENT, "told").key(), false),
                new ChangeListener.ChangedRecord(id, 2, LISHUI.hospital(), id(PATIENT, "told").key(), true));
    }

    private static RecordRefusal refused(RecordStore.Entry... entries) {
        RecordRefusal refusal = catchThrowableOfType(RecordRefusal.class, () -> records.write(entries));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }
}
