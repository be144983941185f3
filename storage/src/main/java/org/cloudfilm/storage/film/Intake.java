package org.cloudfilm.storage.film;

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
import org.cloudfilm.storage.film.dicom.ScannedInstance;

/** What all uploads share. */
record Intake(
        FilmArchiveSettings settings,
        Lanes lanes,
        Landing landing,
        WriteBuffers buffers,
        CatalogueWriter catalogue,
        KeepOnce once,
        StudyHospitals hospitals,
        PackRows rows,
        Consumer<StudyUid> changed) {

    Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the catalogue will say of a record. Its metadata are written, but not forced to disk. */
    NewInstance describe(RecordWriter writer, RecordHead head, HeaderInPack header, ScannedInstance scanned)
            throws IOException {
        Lane lane = writer.lane();
        PackRecord.Chunk meta = lane.appendMetadata(header.chunk());
        ScannedInstance placed = new ScannedInstance(
                scanned.ids(), header.header(), scanned.frames().shifted(writer.dataset()), scanned.length());
        return instance(lane.header, writer.position(), head, placed, header.facts(), meta);
    }

    /** What became of a record, and the last block it was written to. */
    record Committed(CatalogueAnswer answer, byte[] lastBlock) {}

    /**
     * Brings the bytes to disk while the catalogue commits. A crash between the two leaves a row without bytes, which
     * recovery removes, or bytes without a row, which it adds; neither was acknowledged.
     */
    Committed commit(RecordWriter writer, RecordHead head, NewInstance instance) throws IOException {
        PackId pack = instance.pack().id();
        landing.begin(pack, instance.record().position());
        boolean whole = false;
        CompletableFuture<CatalogueAnswer> answer = catalogue.submit(instance);
        byte[] lastBlock;
        try {
            lastBlock = writer.finish(head);
            writer.lane().file.force();
            whole = true;
        } catch (IOException e) {
            withdraw(instance, answer.join(), e);
            throw e;
        } finally {
            landing.end(pack, whole);
        }
        return new Committed(once.settle(instance, answer.join()), lastBlock);
    }

    private void withdraw(NewInstance instance, CatalogueAnswer answer, IOException cause) {
        if (!(answer instanceof CatalogueAnswer.Added)) {
            return;
        }
        try {
            rows.remove(instance.pack().id(), Set.of(instance.record().position()));
            changed.accept(instance.pack().study());
        } catch (SQLException | RuntimeException e) {
            // sealing compares the catalogue with the records and tries again
            cause.addSuppressed(e);
        }
    }

    static MetadataChunk chunk(InstanceIds ids, Dataset header) throws IOException {
        return MetadataChunk.of(header, bulkPrefix(ids));
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
        return new NewInstance(pack, record, scanned.header(), facts, scanned.frames().count(), Optional.empty(),
                false);
    }
}
