package org.cloudfilm.storage.record.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps {@code Patient.link} in step with persons: two records of one hospital that belong to one person name each other
 * ({@code seealso}), records of different hospitals never do. Written as new versions, so that a merge and its undoing
 * are seen in the history and by subscribers, and reading costs nothing. Joins the caller's transaction.
 */
public final class LinkRecords {

    /** The ids of elements made here begin so; a hospital's own links are left alone. */
    private static final String MARK = "cloudfilm-same-person-";

    private final JdbcClient sql;
    private final RecordStore store;

    public LinkRecords(DataSource dataSource, RecordStore store) {
        this.sql = JdbcClient.create(dataSource);
        this.store = store;
    }

    private record Row(String id, String hospital, UUID person, byte[] content) {

        boolean sees(Row other) {
            return !id.equals(other.id) && hospital.equals(other.hospital) && person.equals(other.person);
        }
    }

    /** Brings the records of these persons into line; to be called after they have been merged or parted. */
    public void align(Collection<PersonId> persons) {
        List<Row> rows = sql.sql("""
                        select r.id, r.hospital, p.person_id, r.content from patient_record p join record r on r.rid = p.rid
                        where p.person_id = any(:persons::uuid[]) and not r.deleted and r.cuts is null
                        order by r.rid
                        """)
                .param("persons", PersonId.values(persons))
                .query((row, n) -> new Row(row.getString(1), row.getString(2), row.getObject(3, UUID.class), row.getBytes(4)))
                .list();
        for (Row row : rows) {
            byte[] aligned = aligned(row, rows.stream().filter(row::sees).map(Row::id).toList());
            if (aligned != null) {
                store.write(new RecordWriter(new HospitalId(row.hospital), "cloudfilm"), new RecordChange.Update(
                        new RecordId(ResourceType.PATIENT, row.id), Content.of(aligned), OptionalInt.empty()));
            }
        }
    }

    /** The content with these links; null when it has them already. */
    private static byte[] aligned(Row row, List<String> others) {
        JsonDocument json = JsonDocument.ofStored(row.content);
        List<String> links = new ArrayList<>();
        List<String> made = new ArrayList<>();
        int list = json.find(json.root(), "link");
        for (int link = list < 0 ? -1 : json.firstChild(list); link >= 0; link = json.next(link)) {
            int id = json.find(link, "id");
            boolean ours = id >= 0 && json.string(id).startsWith(MARK);
            (ours ? made : links).add(json.raw(link));
        }
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            wanted.add("{\"id\":\"" + MARK + (i + 1) + "\",\"other\":{\"reference\":\"Patient/" + others.get(i)
                    + "\"},\"type\":\"seealso\"}");
        }
        if (made.equals(wanted)) {
            return null;
        }
        links.addAll(wanted);
        return replaced(json, list, links);
    }

    private static byte[] replaced(JsonDocument json, int list, List<String> links) {
        // what FHIR has no empty form of is left out: the member goes with the last link
        StringBuilder text = new StringBuilder("{");
        for (int member = json.firstChild(json.root()); member >= 0; member = json.next(member)) {
            if (member != list) {
                text.append(text.length() == 1 ? "" : ",").append('"').append(json.name(member)).append("\":").append(json.raw(member));
            }
        }
        if (!links.isEmpty()) {
            text.append(",\"link\":[").append(String.join(",", links)).append(']');
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
