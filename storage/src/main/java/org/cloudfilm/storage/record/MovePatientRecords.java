package org.cloudfilm.storage.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.storage.record.json.SplicedJson;

/**
 * Moves a writer's records of one Patient to another when their hospital says that the two are one: references to the
 * first become references to the second, each in a new version, so that what is searched for by the survivor is found
 * and the history tells where it was. It can be taken back by that history. Joins the caller's transaction.
 */
public final class MovePatientRecords {

    private static final int AT_ONCE = 200;
    /** Of contents with their attachments: a patient's documents together may be larger than memory. */
    private static final long BYTES_AT_ONCE = 8 << 20;

    private final OwnRecords own;
    private final RecordStore records;

    /** @param records made with {@link RecordHooks#ofFilms}, for the records of films move along */
    public MovePatientRecords(OwnRecords own, RecordStore records) {
        this.own = own;
        this.records = records;
    }

    /** Returns how many were moved. Where {@code to} was given up itself, they go to whoever has its number now. */
    public int move(RecordWriter writer, HospitalId hospital, RecordId from, RecordId to) {
        return move(writer, own.about(writer.hospital(), from), from, standing(hospital, to));
    }

    /**
     * What once was moved {@code from} a patient, or from those given up for it, goes back to it, wherever later merges
     * have taken it. What came to the other meanwhile stays there, unless it names one of their numbers or the patient's
     * visit ({@link StrayRecords}). To be called when the links are gone and the persons are two again.
     *
     * @param hospital whose patients they are
     */
    public int moveBack(RecordWriter writer, HospitalId hospital, RecordId from, RecordId to) {
        RecordId holder = standing(hospital, to);
        Set<RecordId> replaced = own.replaced(hospital, from);
        int moved = move(writer, own.about(writer.hospital(), holder, replaced), holder, from);
        return moved + move(writer, own.strays(writer.hospital(), holder, from, replaced), holder, from);
    }

    private RecordId standing(HospitalId hospital, RecordId patient) {
        return own.survivor(hospital, patient).orElse(patient);
    }

    private int move(RecordWriter writer, List<RecordId> ids, RecordId from, RecordId to) {
        int moved = 0;
        long bytes = 0;
        List<RecordStore.Entry> entries = new ArrayList<>();
        for (RecordId id : ids) {
            Optional<OwnRecords.Known> known = own.find(writer.hospital(), id);
            if (known.isEmpty()) {
                continue;
            }
            byte[] content = repointed(known.get().content(), from.toString(), to.toString());
            entries.add(new RecordStore.Entry(
                    Optional.empty(),
                    new RecordChange.Update(
                            id, RecordChange.Content.of(content), OptionalInt.of(known.get().version()))));
            bytes += content.length;
            moved++;
            if (entries.size() == AT_ONCE || bytes > BYTES_AT_ONCE) {
                records.write(writer, entries);
                entries.clear();
                bytes = 0;
            }
        }
        records.write(writer, entries);
        return moved;
    }

    private static byte[] repointed(byte[] content, String from, String to) {
        JsonDocument document = JsonDocument.ofStored(content);
        SplicedJson changed = SplicedJson.of(document);
        for (int node = 0; node < document.count(); node++) {
            if (document.kind(node) == JsonKind.STRING
                    && document.nameIs(node, "reference")
                    && document.isString(node, from)) {
                changed.replace(document.start(node), document.end(node), '"' + to + '"');
            }
        }
        return changed.toBytes();
    }
}
