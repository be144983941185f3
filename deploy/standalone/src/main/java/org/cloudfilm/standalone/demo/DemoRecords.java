package org.cloudfilm.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordStore.Entry;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;

/**
 * What the guided tour starts from: the visit, order and report of the chest CT in Jinyun a fortnight ago, and today's
 * open visit in Lishui with the draft of another one. Written as the hospitals' systems would write it.
 */
public final class DemoRecords {

    static final String CHEST_CT = "CT-CHEST";

    private final RecordStore store;
    private final Hospitals hospitals;
    private final InstantSource clock;

    public DemoRecords(RecordStore store, Hospitals hospitals, InstantSource clock) {
        this.store = store;
        this.hospitals = hospitals;
        this.clock = clock;
    }

    /** Once: at a later first start of the films they would take back what people have done meanwhile. */
    void write(LocalDate firstDay) {
        for (String name : List.of("jinyun", "lishui")) {
            HospitalId hospital = new HospitalId(name);
            if (hospitals.find(hospital).isPresent()) {
                store.write(new RecordWriter(hospital, "demo"), entries(filled(read(name), firstDay)));
            }
        }
    }

    private String filled(String template, LocalDate firstDay) {
        String study = hospitals.find(new HospitalId("jinyun"))
                .map(jinyun -> DemoCatalogue.story(jinyun, firstDay).image(1, 0).string(Tags.StudyInstanceUID).orElseThrow())
                .orElse("");
        return template.replace("${visit}", ago(Duration.ofMinutes(30)))
                .replace("${draft}", ago(Duration.ofMinutes(15)))
                .replace("${taken}", firstDay.minusDays(DemoCatalogue.STORY_DAYS_AGO).toString())
                .replace("${study}", study)
                .replace("${chest-ct}", CHEST_CT);
    }

    /** The open visit has begun whenever the demo is started first, at night too. */
    private String ago(Duration time) {
        return clock.instant().minus(time).truncatedTo(ChronoUnit.MINUTES).atZone(LocalZone.ZONE)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private static String read(String name) {
        try (InputStream in = DemoRecords.class.getResourceAsStream("/demo/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> entries(String resources) {
        byte[] bytes = resources.getBytes(StandardCharsets.UTF_8);
        try {
            JsonDocument json = JsonDocument.parse(bytes);
            List<Entry> entries = new ArrayList<>();
            for (int one = json.firstChild(json.root()); one >= 0; one = json.next(one)) {
                ResourceType type = ResourceType.find(json.string(json.find(one, "resourceType"))).orElseThrow();
                RecordId id = new RecordId(type, json.string(json.find(one, "id")));
                RecordChange.Content content =
                        new RecordChange.Content(bytes, json.start(one), json.end(one) - json.start(one));
                entries.add(new Entry(Optional.empty(), new RecordChange.Update(id, content, OptionalInt.empty())));
            }
            return entries;
        } catch (JsonFormatException e) {
            throw new IllegalStateException("the demo's records are not JSON", e);
        }
    }
}
