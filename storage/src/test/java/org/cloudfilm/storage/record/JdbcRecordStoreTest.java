package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.NINGBO;
import static org.cloudfilm.storage.record.RecordFixture.create;
import static org.cloudfilm.storage.record.RecordFixture.createUnless;
import static org.cloudfilm.storage.record.RecordFixture.delete;
import static org.cloudfilm.storage.record.RecordFixture.entry;
import static org.cloudfilm.storage.record.RecordFixture.id;
import static org.cloudfilm.storage.record.RecordFixture.json;
import static org.cloudfilm.storage.record.RecordFixture.permit;
import static org.cloudfilm.storage.record.RecordFixture.text;
import static org.cloudfilm.storage.record.RecordFixture.update;
import static org.cloudfilm.storage.record.ResourceType.BASIC;
import static org.cloudfilm.storage.record.ResourceType.ENCOUNTER;
import static org.cloudfilm.storage.record.ResourceType.OBSERVATION;
import static org.cloudfilm.storage.record.ResourceType.PATIENT;
import static org.cloudfilm.storage.record.ResourceType.PRACTITIONER;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcRecordStoreTest {

    private static final String PATIENT_JSON =
            "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'%s'}],'name':[{'family':'张'}]}";
    private static final String BASIC_JSON = "{'resourceType':'Basic','code':{'text':'%s'}}";

    @TempDir
    static Path directory;

    static RecordFixture records;

    @BeforeAll
    static void start() throws Exception {
        records = new RecordFixture(directory);
    }

    @AfterAll
    static void stop() {
        records.close();
    }

    @Test
    void create_contentOfAHospital_keptAsSentButForIdAndMeta() {
        String sent = "{ 'resourceType' : 'Basic',\n 'id':'theirs', 'meta':{'tag':[{'code':'x'}]}, 'code':{'text':'é\\u00e9'},"
                + " 'extension':[{'url':'u','valueDecimal':1.50}]}";

        ChangeOutcome.Created made = (ChangeOutcome.Created)
                records.write(new RecordChange.Create(BASIC, json(sent), Optional.empty()));

        String id = made.id().id();
        String at = made.record().lastUpdated().toString();
        assertThat(records.text(made.id())).isEqualTo(sent.replace('\'', '"')
                .replace("theirs", id)
                .replace("\"meta\":{", "\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"" + at + "\","));
        assertThat(records.read(made.id()).orElseThrow().version()).isEqualTo(1);
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void update_newIdThenAgain_versionsOneAndTwo() {
        RecordId id = id(BASIC, "two-versions");
        assertThat(records.write(update(id, BASIC_JSON.formatted("a")))).isInstanceOf(ChangeOutcome.Created.class);
        assertThat(records.write(update(id, BASIC_JSON.formatted("b")))).isInstanceOf(ChangeOutcome.Updated.class);

        assertThat(records.text(id)).contains("\"versionId\":\"2\"", "\"b\"", "\"id\":\"two-versions\"");
        assertThat(text(records.store.read(permit(LISHUI), id, 1).orElseThrow())).contains("\"versionId\":\"1\"", "\"a\"");
        assertThat(records.store.read(permit(LISHUI), id, 3)).isEmpty();
    }

    @Test
    void update_sameContent_nothingWritten() {
        RecordId id = id(BASIC, "unchanged");
        records.write(update(id, BASIC_JSON.formatted("a")));
        String stored = records.text(id);

        assertThat(records.write(update(id, BASIC_JSON.formatted("a")))).isInstanceOf(ChangeOutcome.Unchanged.class);
        assertThat(records.write(update(id, stored.replace('"', '\'')))).isInstanceOf(ChangeOutcome.Unchanged.class);
        assertThat(records.text(id)).isEqualTo(stored);
    }

    @Test
    void update_ifMatchNotTheCurrentVersion_refusedAndNothingChanged() {
        RecordId id = id(BASIC, "if-match");
        refused(Kind.PRECONDITION_FAILED, update(id, BASIC_JSON.formatted("a"), 1));
        records.write(update(id, BASIC_JSON.formatted("a")));
        records.write(update(id, BASIC_JSON.formatted("b"), 1));
        refused(Kind.PRECONDITION_FAILED, update(id, BASIC_JSON.formatted("c"), 1));

        assertThat(records.text(id)).contains("\"b\"");
    }

    @Test
    void update_idInContentDiffers_malformed() {
        RecordRefusal refusal = refused(Kind.MALFORMED,
                update(id(BASIC, "this-one"), "{'resourceType':'Basic','id':'that-one','code':{'text':'x'}}"));
        assertThat(refusal.flaws()).extracting(Flaw::path).containsExactly("Basic.id");
    }

    @Test
    void write_notOfTheTypeOrNotJson_malformed() {
        refused(Kind.MALFORMED, update(id(BASIC, "other-type"), PATIENT_JSON.formatted("1")));
        refused(Kind.MALFORMED, update(id(BASIC, "no-json"), "{'resourceType':'Basic'"));
        refused(Kind.MALFORMED, update(id(BASIC, "array"), "[]"));
        refused(Kind.TOO_COSTLY, update(id(BASIC, "deep"),
                "{'resourceType':'Basic','extension':" + "[{'a':".repeat(100) + "1" + "}]".repeat(100) + "}"));
    }

    @Test
    void write_auditEvent_forbidden() {
        refused(Kind.FORBIDDEN, update(id(ResourceType.AUDIT_EVENT, "a"), "{'resourceType':'AuditEvent'}"));
    }

    @Test
    void write_recordOfAnotherHospital_forbiddenAndInvisible() {
        RecordId id = id(BASIC, "of-lishui");
        records.write(update(id, BASIC_JSON.formatted("a")));

        assertThatThrownBy(() -> records.store.write(NINGBO, update(id, BASIC_JSON.formatted("b"))))
                .isInstanceOfSatisfying(RecordRefusal.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));
        assertThatThrownBy(() -> records.store.write(NINGBO, delete(id)))
                .isInstanceOfSatisfying(RecordRefusal.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));
        assertThat(records.store.read(permit(NINGBO), id)).isEmpty();
        assertThat(records.store.read(permit(NINGBO), id, 1)).isEmpty();
        assertThat(records.read(id)).isPresent();
    }

    @Test
    void read_directoryTypeOfAnotherHospital_open() {
        RecordId id = id(PRACTITIONER, "doctor-li");
        records.write(update(id, "{'resourceType':'Practitioner'}"));
        assertThat(records.store.read(permit(NINGBO), id)).isPresent();
    }

    @Test
    void delete_thenRevive_versionsGoOnAndAreAllInItsHistory() {
        RecordId id = id(BASIC, "phoenix");
        assertThat(((ChangeOutcome.Deleted) records.write(delete(id))).version()).isZero();
        records.write(update(id, BASIC_JSON.formatted("a")));
        assertThat(((ChangeOutcome.Deleted) records.write(delete(id))).version()).isEqualTo(2);
        assertThat(((ChangeOutcome.Deleted) records.write(delete(id))).version()).isZero();

        assertThat(records.read(id).orElseThrow().deleted()).isTrue();
        assertThat(records.read(id).orElseThrow().content()).isNull();

        assertThat(records.write(update(id, BASIC_JSON.formatted("b")))).isInstanceOf(ChangeOutcome.Created.class);
        assertThat(records.read(id).orElseThrow().version()).isEqualTo(3);
        assertThat(records.store.read(permit(LISHUI), id, 2).orElseThrow().deleted()).isTrue();
        assertThat(records.store.read(permit(LISHUI), id, 1).orElseThrow().content()).isNotNull();
    }

    private static RecordRefusal refused(Kind kind, RecordChange change) {
        try {
            records.write(change);
        } catch (RecordRefusal refusal) {
            assertThat(refusal.kind()).isEqualTo(kind);
            return refusal;
        }
        throw new AssertionError("not refused");
    }
}
