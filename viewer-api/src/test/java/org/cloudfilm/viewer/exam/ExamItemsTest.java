package org.cloudfilm.viewer.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Which item an order or a film is, and what the tables keep. */
class ExamItemsTest {

    private static final HospitalId JINYUN = new HospitalId("jinyun");

    private static TestDatabase db;
    private static JdbcClient sql;
    private static ExamItems items;

    @BeforeAll
    static void seed() {
        db = TestDatabase.create();
        sql = JdbcClient.create(db.dataSource());
        seeding(added()).seed();
        items = new ExamItems(new ExamTables(sql), InstantSource.system());
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static ExamProperties added() {
        return new ExamProperties(null, null, null, List.of(new ExamProperties.MarkLine(
                "jinyun", List.of("CT-CHEST"), "zj", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))), null);
    }

    private static SeedItems seeding(ExamProperties added) {
        return new SeedItems(new ExamTables(sql), TransactionOperations.withoutTransaction(), added);
    }

    @Test
    void catalogue_hasItsItemsWithNamesAndPrices() {
        assertThat(items.all()).hasSizeGreaterThanOrEqualTo(20).allSatisfy(item -> {
            assertThat(item.name()).isNotBlank();
            assertThat(item.nameEn()).isNotBlank();
            assertThat(item.bodySites()).isNotEmpty();
            assertThat(item.priceFen()).isPositive().isGreaterThanOrEqualTo(item.noFilmReductionFen());
        });
    }

    @Test
    void seedingAgain_changesNothing_andLeavesWhatWasChangedInTheTables() {
        sql.sql("update exam_item set price_fen = 99900 where code = 'DX-HAND'").update();
        String before = dump();

        seeding(added()).seed();

        assertThat(dump()).isEqualTo(before);
        assertThat(sql.sql("select price_fen from exam_item where code = 'DX-HAND'").query(Long.class).single())
                .isEqualTo(99900);
    }

    private static String dump() {
        return sql.sql("""
                        select string_agg(t::text, ',' order by t::text) from (
                          select i::text, xmin::text from exam_item i union all select c::text, xmin::text from exam_item_coding c
                          union all select v::text, xmin::text from exam_validity v
                          union all select m::text, xmin::text from exam_mark m) t
                        """).query(String.class).single();
    }

    @Test
    void newSeed_isWritten() {
        ExamProperties.ItemLine dearer = new ExamProperties.ItemLine("US-HEART", "心脏超声", "Echo", "US", List.of("HEART"),
                null, List.of("心脏"), 30000, 0, List.of(new ExamProperties.CodeLine("urn:x:codes", "E1")));
        seeding(new ExamProperties(null, List.of(dearer), null, null, null)).seed();

        ExamItems fresh = new ExamItems(new ExamTables(sql), InstantSource.system());
        assertThat(fresh.find("US-HEART").orElseThrow().priceFen()).isEqualTo(30000);
        assertThat(fresh.of(order("urn:x:codes", "E1", "", ""))).map(ExamItem::code).contains("US-HEART");
    }

    @Test
    void unknownItemOrScope_inConfiguration_stopsTheStart() {
        ExamProperties wrong = new ExamProperties(null, null, null, List.of(new ExamProperties.MarkLine(
                "jinyun", List.of("CT-EAR"), "zj", null, null)), null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeding(wrong).seed())
                .withMessageContaining("CT-EAR");
    }

    @Test
    void marksAndValidities_areEffectiveDated() {
        ExamItem chest = items.find("CT-CHEST").orElseThrow();
        Mark mark = items.marks(JINYUN, chest).getFirst();

        assertThat(mark.holdsOn(LocalDate.of(2026, 12, 31))).isTrue();
        assertThat(mark.holdsOn(LocalDate.of(2027, 1, 1))).isFalse();
        assertThat(items.validity(chest, "zj", LocalDate.of(2026, 11, 22))).map(Validity::days).contains(30);
        assertThat(items.validity(chest, "elsewhere", LocalDate.of(2026, 11, 22))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "urn:cloudfilm:exam-item, CT-CHEST, '', '', CT-CHEST",
        "http://loinc.org, 30799-1, '', '', CT-HEAD",
        "urn:his, 77, 胸部CT平扫, '', CT-CHEST",
        "urn:his, 77, '胸部ＣＴ平扫', '', CT-CHEST",
        "urn:his, 77, 胸椎CT, '', CT-TSPINE",
        "urn:his, 77, CT chest with contrast, '', CT-CHEST-C",
        "urn:his, 77, Chest CT without contrast, '', CT-CHEST",
        "urn:his, 77, CT平扫, 胸部, CT-CHEST",
        "urn:his, 77, 头颅MRI, '', MR-HEAD",
        "urn:his, 77, 腹部彩超, '', US-ABDOMEN",
        "urn:his, 77, 胸片, '', DX-CHEST",
        "urn:his, 77, 胸部+上腹部CT平扫, '', ",
        "urn:his, 77, 血常规, '', ",
        "urn:his, 77, '', '', "
    })
    void order_isOfTheItemItsCodesOrWordsSay(String system, String code, String text, String site, String item) {
        assertThat(items.of(order(system, code, text, site)).map(ExamItem::code).orElse(null)).isEqualTo(item);
    }

    @Test
    void order_whoseCodesContradictEachOther_isOfNoItem() {
        ExamOrder order = read("""
                {"resourceType":"ServiceRequest","code":{"coding":[
                  {"system":"urn:cloudfilm:exam-item","code":"CT-CHEST"},{"system":"urn:cloudfilm:exam-item","code":"CT-HEAD"}]}}
                """);
        assertThat(items.of(order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CT, CHEST, CT Chest, CT-CHEST",
        "CT, '', 胸部平扫, CT-CHEST",
        "CT, CHEST, 胸部增强, CT-CHEST-C",
        "CT, THORAX, '', CT-CHEST",
        "CT, CHEST, head, ",
        "CT SR, CHEST, Thorax routine, CT-CHEST",
        "CR, CHEST, Thorax, DX-CHEST",
        "DX, CHEST, '', DX-CHEST",
        "MR, BRAIN, '', MR-HEAD",
        "MR, '', '', ",
        "CT, T-SPINE, '', CT-TSPINE",
        "CT, CHEST ABDOMEN, 胸部+上腹部, "
    })
    void film_isOfTheItemThatModalityPartAndDescriptionAgreeOn(String modalities, String parts, String text, String item) {
        FilmDescription film = new FilmDescription(
                List.of(modalities.split(" ")), List.of(parts.split(" ")), text);
        assertThat(items.of(film).map(ExamItem::code).orElse(null)).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource({"3A,2B,false", "3A,3B,true", "2B,3A,true", "2B,2C,false", "3A,1,false", "2A,3A,true", "3A,2A,true", "'','',false"})
    void levels_lowerAcceptHigher_peersFrom2AEachOther(String own, String performer, boolean accepted) {
        assertThat(new Standing(own, List.of(), "").accepts(new Standing(performer, List.of(), ""))).isEqualTo(accepted);
    }

    @Test
    void alliance_acceptsWithinItself() {
        assertThat(new Standing("3A", List.of(), "east").accepts(new Standing("1", List.of(), "east"))).isTrue();
        assertThat(new Standing("3A", List.of(), "").accepts(new Standing("1", List.of(), ""))).isFalse();
    }

    private static ExamOrder order(String system, String code, String text, String site) {
        return read("""
                {"resourceType":"ServiceRequest","id":"o1","status":"draft","intent":"order",
                 "code":{"coding":[{"system":"%s","code":"%s"}],"text":"%s"},
                 "bodySite":[{"coding":[{"system":"urn:his:site","code":"1","display":"%s"}]}]}
                """.formatted(system, code, text, site));
    }

    private static ExamOrder read(String json) {
        try {
            return ExamOrder.read(JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
