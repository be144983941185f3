package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A Binary is its patient's, however one gets to know whose it is. */
class BinarySubjectsTest {

    private static final String LETTER = "{'resourceType':'Binary','id':'b','contentType':'text/plain','data':'AAAA'%s}";
    private static final String DOCUMENT =
            "{'resourceType':'DocumentReference','id':'%s','status':'current','subject':{'reference':'Patient/%s'},"
                    + "'content':[{'attachment':{'url':'%s'}}]}";
    private static final String REPORT =
            "{'resourceType':'DiagnosticReport','id':'%s','status':'final','code':{'text':'x'},"
                    + "'subject':{'reference':'Patient/%s'},'presentedForm':[{'url':'%s'}]}";

    @TempDir
    Path directory;

    private RecordFixture records;

    @BeforeEach
    void open() throws Exception {
        records = new RecordFixture(directory);
    }

    @AfterEach
    void close() throws Exception {
        records.close();
    }

    private void put(RecordWriter writer, String id, String json) {
        records.store.write(writer, update(id, json));
    }

    private static RecordChange update(String id, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new RecordChange.Update(
                RecordId.parse(id).orElseThrow(), RecordChange.Content.of(bytes), OptionalInt.empty());
    }

    private void delete(String id) {
        records.store.write(RecordFixture.LISHUI,
                new RecordChange.Delete(RecordId.parse(id).orElseThrow(), OptionalInt.empty()));
    }

    private void binary() {
        put(RecordFixture.LISHUI, "Binary/b", LETTER.formatted(""));
    }

    private void document(String id, String patient) {
        put(RecordFixture.LISHUI, "DocumentReference/" + id, DOCUMENT.formatted(id, patient, "Binary/b"));
    }

    /** The id of the patient, or nobody. */
    private String whose() {
        DataSource data = records.db.dataSource();
        long subject = JdbcClient.create(data).sql("select subject from record where self = ?")
                .param(new RecordId(ResourceType.BINARY, "b").key()).query(Long.class).single();
        for (String patient : List.of("p", "q")) {
            if (subject == new RecordId(ResourceType.PATIENT, patient).key()) {
                return patient;
            }
        }
        assertThat(subject).isZero();
        return "nobody";
    }

    @Test
    void binary_withDocumentInOneTransaction_isItsPatients() {
        records.store.write(RecordFixture.LISHUI, List.of(
                new RecordStore.Entry(Optional.of("urn:uuid:d"),
                        update("DocumentReference/d", DOCUMENT.formatted("d", "p", "urn:uuid:b"))),
                new RecordStore.Entry(Optional.of("urn:uuid:b"), update("Binary/b", LETTER.formatted("")))));
        assertThat(whose()).isEqualTo("p");
    }

    @Test
    void binary_beforeOrAfterItsDocument_isItsPatients() {
        binary();
        assertThat(whose()).isEqualTo("nobody");
        document("d", "p");
        assertThat(whose()).isEqualTo("p");
        put(RecordFixture.LISHUI, "Binary/b", LETTER.formatted(",'language':'zh'"));
        assertThat(whose()).isEqualTo("p");
    }

    @Test
    void document_changedOrDeleted_binaryFollows() {
        binary();
        document("d", "p");
        document("d", "q");
        assertThat(whose()).isEqualTo("q");
        put(RecordFixture.LISHUI, "DiagnosticReport/r", REPORT.formatted("r", "q", "Binary/b"));
        assertThat(whose()).isEqualTo("q");
        document("d", "p");
        assertThat(whose()).as("of two").isEqualTo("nobody");
        delete("DiagnosticReport/r");
        assertThat(whose()).isEqualTo("p");
        delete("DocumentReference/d");
        assertThat(whose()).isEqualTo("nobody");
    }

    @Test
    void document_ofAnotherHospital_givesNothingAway() {
        binary();
        put(RecordFixture.NINGBO, "DocumentReference/n", DOCUMENT.formatted("n", "p", "Binary/b"));
        assertThat(whose()).isEqualTo("nobody");
    }

    @Test
    void securityContext_given_decides() {
        document("d", "p");
        put(RecordFixture.LISHUI, "Binary/b", LETTER.formatted(",'securityContext':{'reference':'Patient/q'}"));
        assertThat(whose()).isEqualTo("q");
        put(RecordFixture.LISHUI, "Binary/b",
                LETTER.formatted(",'securityContext':{'reference':'DocumentReference/d'}"));
        assertThat(whose()).isEqualTo("p");
        put(RecordFixture.LISHUI, "Binary/b",
                LETTER.formatted(",'securityContext':{'reference':'Organization/o'}"));
        assertThat(whose()).isEqualTo("nobody");
    }
}
