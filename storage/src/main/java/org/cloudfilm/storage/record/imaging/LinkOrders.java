package org.cloudfilm.storage.record.imaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings the records of those films up to date that were, or shall be, based on an order that has changed. */
public final class LinkOrders implements OutboxHandler {

    static final String KIND = "order-changed";

    private static final int BASED_ON = SearchParameters.find(ResourceType.IMAGING_STUDY, "basedon").orElseThrow()
            .rows().getFirst().number();

    private final JdbcClient sql;
    private final FilmRecords records;
    private final Outbox outbox;

    public LinkOrders(DataSource dataSource, FilmRecords records, Outbox outbox) {
        this.sql = JdbcClient.create(dataSource);
        this.records = records;
        this.outbox = outbox;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        Set<String> studies = new TreeSet<>();
        List<String> orders = texts(event.payload().getBytes(StandardCharsets.UTF_8), "orders");
        for (String order : orders) {
            RecordId id = new RecordId(ResourceType.SERVICE_REQUEST, order);
            studies.addAll(basedOn(id));
            studies.addAll(awaiting(id));
        }
        try {
            studies.forEach(study -> records.followAgain(new StudyUid(study)));
            if (!studies.isEmpty()) {
                outbox.add(ExamOrders.linked(orders, studies));
            }
            return new Delivery.Done();
        } catch (RecordRefusal e) {
            return new Delivery.TryAgain(e.kind().name());
        }
    }

    private List<String> basedOn(RecordId order) {
        return sql.sql("""
                        select r.id from record_reference f join record r on r.rid = f.rid
                        where f.param = :parameter and f.target = :order and r.type = :study and not r.deleted
                          and exists (select from study s where s.uid = r.id)
                        """)
                .param("parameter", BASED_ON)
                .param("order", order.key())
                .param("study", ResourceType.IMAGING_STUDY.number())
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Films whose accession number is one of the order's identifiers; under which system is looked at later. */
    private List<String> awaiting(RecordId order) {
        return sql.sql("select hospital, content from record where self = :self and not deleted")
                .param("self", order.key())
                .query((row, n) -> withAccession(row.getString(1), texts(row.getBytes(2), "identifier")))
                .optional()
                .orElse(List.of());
    }

    private List<String> withAccession(String hospital, List<String> numbers) {
        return sql.sql("""
                        select uid from study
                        where hospital = :hospital and accession_number = any(:numbers::text[])
                        union
                        select s.uid from request_attributes a join series l on l.id = a.series
                          join study s on s.id = l.study
                        where s.hospital = :hospital and a.accession_number = any(:numbers::text[])
                          and a.accession_number <> ''
                        """)
                .param("hospital", hospital)
                .param("numbers", numbers.stream().filter(number -> !number.isBlank()).toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** The strings of a list, or the values of its objects. */
    private static List<String> texts(byte[] bytes, String list) {
        try {
            JsonDocument json = JsonDocument.parse(bytes);
            int array = json.find(json.root(), list);
            List<String> texts = new ArrayList<>();
            for (int one = array < 0 ? -1 : json.firstChild(array); one >= 0; one = json.next(one)) {
                int text = json.kind(one) == JsonKind.OBJECT ? json.find(one, "value") : one;
                if (text >= 0 && json.kind(text) == JsonKind.STRING) {
                    texts.add(json.string(text));
                }
            }
            return texts;
        } catch (JsonFormatException e) {
            throw new IllegalStateException("what was stored is not JSON", e);
        }
    }
}
