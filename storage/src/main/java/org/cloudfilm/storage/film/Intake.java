package org.cloudfilm.storage.film;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomJson;
import org.cloudfilm.storage.film.dicom.ScanLimits;
import org.cloudfilm.storage.film.dicom.ScannedInstance;

/** What all uploads share. */
record Intake(
        FilmArchiveSettings settings,
        ScanLimits limits,
        Lanes lanes,
        WriteBuffers buffers,
        CatalogueWriter catalogue,
        KeepOnce once,
        StudyHospitals hospitals,
        PackRows rows,
        Consumer<StudyUid> changed) {

    /** Completes a record: bytes, head and metadata written, but not yet forced to disk. */
    NewInstance complete(RecordWriter writer, HeaderInPack header, ScannedInstance scanned) throws IOException {
        Instant receivedAt = settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        long position = writer.position();
        RecordHead head = writer.finish(receivedAt);
        Lane lane = writer.lane();
        PackRecord.Chunk meta = lane.appendMetadata(header.chunk());
        ScannedInstance placed = new ScannedInstance(
                scanned.ids(), header.header(), scanned.frames().shifted(writer.dataset()), scanned.length());
        return instance(lane.header, position, head, placed, header.facts(), meta);
    }

    /**
     * Forces the bytes to disk while the catalogue commits. A crash between the two leaves a row without bytes, which
     * recovery removes, or bytes without a row, which it adds; neither was acknowledged.
     */
    CatalogueAnswer commit(Lane lane, NewInstance instance) throws IOException {
        CompletableFuture<CatalogueAnswer> answer = catalogue.submit(instance);
        try {
            lane.file.force();
        } catch (IOException e) {
            if (answer.join() instanceof CatalogueAnswer.Added) {
                withdraw(instance, e);
            }
            throw e;
        }
        CatalogueAnswer given = once.settle(instance, answer.join());
        if (given instanceof CatalogueAnswer.Known known && !known.place().pack().equals(instance.pack().id())) {
            // who brought those bytes may not have come to force them yet
            lanes.force(known.place().pack());
        }
        return given;
    }

    private void withdraw(NewInstance instance, IOException cause) {
        try {
            rows.remove(instance.pack().id(), Set.of(instance.record().position()));
            changed.accept(instance.pack().study());
        } catch (SQLException e) {
            // sealing compares the catalogue with the records and tries again
            cause.addSuppressed(e);
        }
    }

    static MetadataChunk chunk(InstanceIds ids, Dataset header) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream(16 << 10);
        DicomJson.write(header, json, bulkPrefix(ids));
        return MetadataChunk.of(json.toByteArray());
    }

    private static String bulkPrefix(InstanceIds ids) {
        return "/dicom-web/studies/" + ids.study() + "/series/" + ids.series() + "/instances/" + ids.instance()
                + "/bulk/";
    }

    /** @param scanned positions counted from the start of the Part 10 entry */
    static NewInstance instance(
            PackHeader pack, long position, RecordHead head, ScannedInstance scanned, InstanceFacts facts,
            PackRecord.Chunk meta) {
        InstanceIds ids = scanned.ids();
        PackRecord record = new PackRecord(
                ids.series(), ids.instance(), ids.sopClassUid(), head.transferSyntax(), position, head.length(),
                head.dataset(), head.crc(), HexFormat.of().parseHex(head.digest()), 0, head.receivedAt(), meta,
                scanned.frames().encode());
        return new NewInstance(pack, record, scanned.header(), facts, scanned.frames().count(), Optional.empty());
    }
}
