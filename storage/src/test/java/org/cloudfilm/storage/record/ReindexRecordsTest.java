package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.record.RecordFixture.INDEXING;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.delete;
import static org.cloudfilm.storage.record.RecordFixture.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.RecordIndex.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of the index when another version of the software comes upon it. */
class ReindexRecordsTest {

    @TempDir
    Path directory;

    private RecordFixture records;
    private DataSource dataSource;
    private JdbcClient sql;

    @BeforeEach
    void store() throws Exception {
        records = new RecordFixture(directory);
        dataSource = records.db.dataSource();
        sql = JdbcClient.create(dataSource);
        assertThat(new RecordIndex(dataSource).open()).isEqualTo(State.CURRENT);
        RandomResources resources = new RandomResources(new Random(7));
        for (int n = 0; n < 60; n++) {
            RecordId id = resources.id();
            records.store.write(LISHUI, List.of(entry(n % 7 == 6 ? delete(id) : new RecordChange.Update(id,
                    RecordChange.Content.of(resources.of(id).getBytes(StandardCharsets.UTF_8)), OptionalInt.empty()))));
        }
    }

    @AfterEach
    void close() {
        records.close();
    }

    private VerifyRecordIndex.Report verify() {
        return new VerifyRecordIndex(dataSource, INDEXING).run();
    }

    private long reindex() {
        return new ReindexRecords(dataSource, INDEXING).run(records -> {});
    }

    private List<String> rows() {
        return Stream.concat(IndexTables.NAMES.stream(), Stream.of("record", "visit"))
                .flatMap(table -> sql.sql("select '" + table + "' || t from " + table + " t order by 1")
                        .query(String.class).list().stream())
                .toList();
    }

    @Test
    void verify_asWritten_isSoundForEveryRecord() {
        VerifyRecordIndex.Report report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.records()).isEqualTo(records.count("record where not deleted")).isPositive();
        assertThat(report.checked()).isEqualTo(report.records());
    }

    @Test
    void verify_moreRecordsThanAreCompared_comparesSome() {
        assertThat(new VerifyRecordIndex(dataSource, INDEXING, 3).run().checked()).isBetween(1L, 3L);
    }

    @Test
    void reindex_rowsOfAnotherVersion_areReplacedByThoseOfTheContents() {
        List<String> before = rows();
        long current = records.count("record where not deleted");
        sql.sql("delete from record_token where rid % 2 = 0").update();
        sql.sql("update record_date set param = 5").update();
        sql.sql("insert into record_string select 1, 'gone', null, 2, 999999999").update();
        sql.sql("update record set present = null, subject = 3, labels = 5 where not deleted and type = 13").update();

        assertThat(verify().problems())
                .anyMatch(problem -> problem.contains("rows in record_token are not"))
                .anyMatch(problem -> problem.contains("rows in record_date are not"))
                .anyMatch(problem -> problem.contains("gone, but have rows in record_string"))
                .anyMatch(problem -> problem.contains("subject, labels or presence"));
        assertThat(reindex()).isEqualTo(current);

        assertThat(verify().problems()).isEmpty();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void reindex_twice_leavesWhatTheFirstMade() {
        reindex();
        List<String> once = rows();

        reindex();

        assertThat(rows()).isEqualTo(once);
    }

    @Test
    void open_indexOfAnotherVersion_isOutdatedUntilReindexed() {
        assertThat(new RecordIndex(dataSource, "new").open()).isEqualTo(State.OUTDATED);
        sql.sql("update record_index set version = 'old'").update();
        assertThat(new RecordIndex(dataSource).open()).isEqualTo(State.OUTDATED);
        assertThat(verify().problems()).singleElement().asString().contains("reindex-records");

        reindex();

        assertThat(new RecordIndex(dataSource).open()).isEqualTo(State.CURRENT);
    }

    @Test
    void reindex_brokenOff_goesOnWithTheNextRecord() {
        List<String> before = rows();
        long half = breakOff();

        assertThat(new RecordIndex(dataSource).state()).isEqualTo(State.OUTDATED);
        assertThat(reindex()).isEqualTo(records.count("record where not deleted and rid > " + half));

        assertThat(rows()).isEqualTo(before);
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void reindex_brokenOffAndWrittenTo_beginsAgain() {
        breakOff();
        assertThat(new RecordIndex(dataSource).open()).isEqualTo(State.OUTDATED);
        RecordId id = new RecordId(ResourceType.PATIENT, "late");
        records.write(RecordFixture.update(id, "{'resourceType':'Patient','id':'late','gender':'male'}"));

        assertThat(reindex()).isEqualTo(records.count("record where not deleted"));

        assertThat(verify().problems()).isEmpty();
    }

    /** As a process leaves it that is killed between two batches. */
    private long breakOff() {
        long half = sql.sql("select percentile_disc(0.5) within group (order by rid) from record where not deleted")
                .query(Long.class).single();
        new RecordIndex(dataSource).begin();
        new RecordIndex(dataSource).done(half);
        IndexTables.NAMES.forEach(table -> sql.sql("delete from " + table + " where rid > ?").param(half).update());
        return half;
    }
}
