package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.create;
import static org.cloudfilm.storage.record.RecordFixture.id;
import static org.cloudfilm.storage.record.RecordFixture.permit;
import static org.cloudfilm.storage.record.RecordFixture.text;
import static org.cloudfilm.storage.record.RecordFixture.update;
import static org.cloudfilm.storage.record.ResourceType.BINARY;
import static org.cloudfilm.storage.record.ResourceType.BUNDLE;
import static org.cloudfilm.storage.record.ResourceType.DIAGNOSTIC_REPORT;
import static org.cloudfilm.storage.record.ResourceType.DOCUMENT_REFERENCE;
import static org.cloudfilm.storage.record.ResourceType.OBSERVATION;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cloudfilm.storage.object.ObjectPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordAttachmentsTest {

    private static final String BINARY_JSON =
            "{'resourceType':'Binary','contentType':'application/pdf','data':'%s','language':'zh'}";

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
    void write_largeBase64_liesInTheObjectStoreOnceAndComesBackWhole() throws Exception {
        byte[] letter = bytes(200_000, 1);
        byte[] picture = bytes(100_001, 2);
        int before = objects();

        List<ChangeOutcome> outcomes = records.write(
                create("urn:uuid:r", DIAGNOSTIC_REPORT, ("{'resourceType':'DiagnosticReport','status':'final',"
                        + "'code':{'text':'CT'},'presentedForm':[{'contentType':'application/pdf','data':'%s'},"
                        + "{'contentType':'image/png','data':'%s'}]}").formatted(base64(letter), base64(picture))),
                create("urn:uuid:d", DOCUMENT_REFERENCE, ("{'resourceType':'DocumentReference','status':'current',"
                        + "'content':[{'attachment':{'data':'%s'}}]}").formatted(base64(letter))));

        assertThat(objects() - before).isEqualTo(2);
        StoredRecord report = records.read(outcomes.getFirst().id()).orElseThrow();
        assertThat(report.content().length).isLessThan(1000);
        assertThat(report.cuts().cuts()).extracting(AttachmentCuts.Cut::length).containsExactly(200_000L, 100_001L);
        assertThat(whole(report)).contains("\"data\":\"" + base64(letter) + "\"", "\"data\":\"" + base64(picture) + "\"");
        assertThat(whole(records.read(outcomes.get(1).id()).orElseThrow())).contains(base64(letter));
    }

    @Test
    void write_smallBase64OrNone_staysInTheContent() {
        RecordId small = id(BINARY, "small");
        records.write(update(small, BINARY_JSON.formatted(base64(bytes(40_000, 3)))));
        RecordId wave = id(OBSERVATION, "wave");
        String samples = "1 2 3 ".repeat(20_000);
        records.write(update(wave, ("{'resourceType':'Observation','status':'final','code':{'text':'ECG'},"
                + "'valueSampledData':{'origin':{'value':0},'period':1,'dimensions':1,'data':'%s'}}").formatted(samples)));

        assertThat(records.read(small).orElseThrow().cuts().isEmpty()).isTrue();
        assertThat(records.read(wave).orElseThrow().cuts().isEmpty()).isTrue();
        assertThat(records.text(wave)).contains(samples);
    }

    @Test
    void update_sameAttachmentAgain_unchanged_otherAttachmentANewVersion() throws Exception {
        RecordId id = id(BINARY, "versions");
        records.write(update(id, BINARY_JSON.formatted(base64(bytes(70_000, 4)))));
        ChangeOutcome same = records.write(update(id, BINARY_JSON.formatted(base64(bytes(70_000, 4)))));
        ChangeOutcome other = records.write(update(id, BINARY_JSON.formatted(base64(bytes(70_000, 5)))));

        assertThat(same).isInstanceOf(ChangeOutcome.Unchanged.class);
        assertThat(other).isInstanceOf(ChangeOutcome.Updated.class);
        assertThat(whole(records.store.read(permit(LISHUI), id, 1).orElseThrow())).contains(base64(bytes(70_000, 4)));
        assertThat(whole(records.read(id).orElseThrow())).contains(base64(bytes(70_000, 5)));
    }

    @Test
    void write_documentBundle_cutButItsOwnReferencesLeftAlone() throws Exception {
        RecordId id = id(BUNDLE, "document");
        String letter = base64(bytes(90_000, 6));
        records.write(
                create("urn:uuid:1", BINARY, BINARY_JSON.formatted("AAAA")),
                new RecordStore.Entry(Optional.empty(), update(id, ("{'resourceType':'Bundle','type':'collection','entry':["
                        + "{'fullUrl':'urn:uuid:1','resource':{'resourceType':'Binary','contentType':'application/pdf',"
                        + "'data':'%s'}},{'fullUrl':'urn:uuid:2','resource':{'resourceType':'Basic','code':{'text':'x'},"
                        + "'subject':{'reference':'urn:uuid:1'}}}]}").formatted(letter))));

        StoredRecord bundle = records.read(id).orElseThrow();
        assertThat(bundle.cuts().cuts()).hasSize(1);
        assertThat(whole(bundle)).contains(letter, "\"reference\":\"urn:uuid:1\"");
    }

    /** As a client gets it: the objects put back. */
    private static String whole(StoredRecord record) throws Exception {
        StringBuilder text = new StringBuilder();
        String content = text(record);
        int from = 0;
        for (AttachmentCuts.Cut cut : record.cuts().cuts()) {
            text.append(content, from, cut.position());
            text.append(base64(records.objects.read(cut.object(), 0, cut.length()).orElseThrow().readAllBytes()));
            from = cut.position();
        }
        return text.append(content.substring(from)).toString();
    }

    private static int objects() throws Exception {
        ObjectPage page = records.objects.list("attachments/", Optional.empty(), 1000);
        return page.entries().size();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
