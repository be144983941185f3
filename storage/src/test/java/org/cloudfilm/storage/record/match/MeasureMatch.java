package org.cloudfilm.storage.record.match;

import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long {@code $match} takes among many people, a tenth of whom one hospital knows and a hundredth of whom has one
 * birthday. Run by hand; arguments: how many people, how many questions of each kind.
 */
final class MeasureMatch {

    /** Families in the order of their frequency: 王 and 李 have 7 % each, the last of these 0.5 %. */
    private static final String FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀英华慧建国玉兰桂珍海燕红霞文辉志平俊峰鹏飞云龙雪梅婷宇浩然子轩欣怡梓涵";
    private static final HospitalId HERE = new HospitalId("h0");
    private static final String POPULAR_DAY = "1970-01-01";

    private final JdbcClient sql;
    private final MatchPatients match;
    private final RecordPermit permit = TestPermits.records(new Scope.SentBy(HERE));
    private final Random random = new Random(7);

    private MeasureMatch(DataSource dataSource) throws Exception {
        this.sql = JdbcClient.create(dataSource);
        IndexRecord indexing = new IndexRecord(ZoneId.of("Asia/Shanghai"), Set.of());
        this.match = new MatchPatients(dataSource, new JdbcRecordSearch(dataSource, indexing));
    }

    public static void main(String[] args) throws Exception {
        try (TestDatabase db = TestDatabase.create()) {
            MeasureMatch measure = new MeasureMatch(db.dataSource());
            long begun = System.nanoTime();
            measure.fill(Integer.parseInt(args[0]));
            System.out.printf("%s people made in %d s%n", args[0], (System.nanoTime() - begun) / 1_000_000_000);
            int questions = Integer.parseInt(args[1]);
            for (String round : List.of("warming up", "measured")) {
                System.out.println(round);
                measure.ask("anybody", questions, () -> measure.someone(false));
                measure.ask("popular name", questions, () -> traits("王伟", measure.day(), ""));
                measure.ask("popular birthday", questions, () -> measure.someone(true));
                measure.ask("popular name and birthday", questions, () -> traits("王伟", POPULAR_DAY, ""));
                measure.ask("popular name, no date", questions, () -> traits("王伟", null, ""));
                measure.ask("with a phone", questions, () -> traits("李娜", measure.day(), "1380000" + measure.random.nextInt(1000, 10_000)));
            }
        }
    }

    private void fill(int people) {
        sql.sql("""
                        create table made as
                        select n, gen_random_uuid() as person,
                          substr(:families, 1 + floor(30 * power(random(), 1.9))::int, 1)
                            || substr(:given, 1 + floor(length(:given) * power(random(), 1.5))::int, 1)
                            || case when random() < 0.35 then '' else substr(:given, 1 + floor(length(:given) * power(random(), 1.5))::int, 1) end as name,
                          case when random() < 0.01 then date '1970-01-01' else date '1935-01-01' + floor(random() * 32000)::int end as born,
                          'h' || floor(power(random(), 2) * 10)::int as hospital
                        from generate_series(1, :people) as n
                        """)
                .param("families", FAMILIES)
                .param("given", GIVEN)
                .param("people", people)
                .update();
        sql.sql("insert into person (id) select person from made").update();
        sql.sql("""
                        insert into identity (person_id, hospital, system, value, birth_date, sex, phone, linked_by, seen_at)
                        select person, hospital, 'mrn', n::text, born, case when n % 2 = 0 then 'F' else 'M' end,
                          '138' || lpad((n % 10000000)::text, 8, '0'), 'alone', now()
                        from made
                        """)
                .update();
        sql.sql("""
                        insert into identity_name (identity, name_key, birth_date, hospital)
                        select i.id, m.name, m.born, m.hospital from made m join identity i on i.value = m.n::text
                        union all
                        select i.id, 'pinyin ' || md5(m.name), m.born, m.hospital from made m join identity i on i.value = m.n::text
                        """)
                .update();
        sql.sql("""
                        insert into record (rid, self, type, id, version, updated_at, hospital, subject, content)
                        select i.id, k.key, :type, 'p' || i.id, 1, now(), i.hospital, k.key,
                          convert_to('{"resourceType":"Patient","id":"p' || i.id || '","birthDate":"' || i.birth_date || '"}', 'UTF8')
                        from identity i, lateral (
                          select ('x' || encode(substr(sha256(convert_to('Patient', 'UTF8') || '\\x00'::bytea
                            || convert_to('p' || i.id, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint) as k (key)
                        """)
                .param("type", ResourceType.PATIENT.number())
                .update();
        sql.sql("""
                        insert into patient_record (subject, rid, hospital, identity, person_id)
                        select r.self, i.id, i.hospital, i.id, i.person_id from identity i join record r on r.rid = i.id
                        """)
                .update();
        sql.sql("analyze").update();
        System.out.println("here: " + sql.sql("select count(*) from identity where hospital = 'h0'").query(Long.class).single()
                + ", called 王伟: " + sql.sql("select count(*) from identity_name where name_key = '王伟'").query(Long.class).single()
                + ", born on " + POPULAR_DAY + ": "
                + sql.sql("select count(*) from identity where birth_date = '1970-01-01'").query(Long.class).single());
    }

    private Traits someone(boolean popularDay) {
        int given = random.nextInt(GIVEN.length());
        String name = FAMILIES.substring(0, 1) + GIVEN.charAt(given) + GIVEN.charAt(random.nextInt(GIVEN.length()));
        return traits(name, popularDay ? POPULAR_DAY : day(), "");
    }

    private String day() {
        return LocalDate.of(1935, 1, 1).plusDays(random.nextInt(32_000)).toString();
    }

    private static Traits traits(String name, String born, String phone) {
        return new Traits(Set.of(name, "pinyin of " + name), Optional.ofNullable(born).map(LocalDate::parse), "F", phone, false);
    }

    private void ask(String what, int times, Supplier<Traits> who) {
        long[] nanos = new long[times];
        long found = 0;
        for (int i = 0; i < times; i++) {
            Traits traits = who.get();
            long begun = System.nanoTime();
            found += match.match(permit, List.of(new PatientNumber("urn:mrn", Integer.toString(i))), traits, 10).size();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        System.out.printf("%-28s p50 %.1f ms, p99 %.1f ms, longest %.1f ms, found %.1f%n", what,
                nanos[times / 2] / 1e6, nanos[times * 99 / 100] / 1e6, nanos[times - 1] / 1e6, (double) found / times);
    }
}
