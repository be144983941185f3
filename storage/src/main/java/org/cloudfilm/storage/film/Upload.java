package org.cloudfilm.storage.film;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.cloudfilm.storage.film.StoreOutcome.Reason;
import org.cloudfilm.storage.film.dicom.DicomFormatException;
import org.cloudfilm.storage.film.dicom.DicomScanner;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.ScanLimits;
import org.cloudfilm.storage.film.dicom.ScannedInstance;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance on its way in: parsed, digested and appended in one pass. */
final class Upload implements InstanceUpload {

    private static final Logger log = LoggerFactory.getLogger(Upload.class);

    private final Arrival arrival;
    private final TransferSyntax transferSyntax;
    private final Intake intake;
    private final DicomScanner scanner;
    private Optional<InstanceIds> ids = Optional.empty();
    private byte[] pending = new byte[0];
    private int pendingLength;
    private long length;
    private RecordWriter writer;
    private HeaderInPack header;
    private StoreOutcome.Refused refused;
    private boolean kept;
    private boolean done;

    Upload(Arrival arrival, TransferSyntax transferSyntax, ScanLimits limits, Intake intake) {
        this.arrival = arrival;
        this.transferSyntax = transferSyntax;
        this.intake = intake;
        this.scanner = new DicomScanner(transferSyntax, limits);
    }

    @Override
    public Optional<InstanceIds> ids() {
        return ids;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        if (refused != null || done) {
            return;
        }
        length += count;
        if (length > intake.settings().maxInstanceSize()) {
            refuse(Reason.TOO_LARGE, "the data set is larger than " + intake.settings().maxInstanceSize() + " bytes");
            return;
        }
        try {
            scanner.feed(bytes, offset, count);
            keep(bytes, offset, count);
            prepareHeader();
        } catch (DicomFormatException e) {
            refuse(reason(e), e.getMessage());
        } catch (IOException e) {
            outOfResources("cannot write to the segment", e);
        }
    }

    private void prepareHeader() throws IOException {
        if (header == null && writer != null && scanner.headerSoFar().isPresent()) {
            header = HeaderInPack.of(ids.get(), scanner.headerSoFar().get(), writer.dataset());
        }
    }

    private void keep(byte[] bytes, int offset, int count) throws IOException {
        if (writer == null && !openRecord()) {
            if (refused == null) {
                hold(bytes, offset, count);
            }
            return;
        }
        writer.write(bytes, offset, count);
    }

    /** Bytes before the identifiers wait in memory: they decide which segment the bytes belong to. */
    private void hold(byte[] bytes, int offset, int count) {
        if (pendingLength + count > intake.settings().maxHeaderSize()) {
            refuse(Reason.TOO_LARGE, "no identifiers within the first " + intake.settings().maxHeaderSize() + " bytes");
            return;
        }
        if (pendingLength + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pendingLength + count, 2 * pending.length));
        }
        System.arraycopy(bytes, offset, pending, pendingLength, count);
        pendingLength += count;
    }

    /** Opens the record and writes what had to wait, once the identifiers are known. */
    private boolean openRecord() throws IOException {
        ids = scanner.ids();
        if (ids.isEmpty()) {
            return false;
        }
        if (intake.hospitals().isAnothers(ids.get().study(), arrival.hospital())) {
            refuse(Reason.OTHER_HOSPITAL, Hierarchy.OTHER_HOSPITAL);
            return false;
        }
        Lane lane = intake.lanes().borrow(ids.get().study(), arrival.hospital());
        try {
            byte[] part10 = Part10.header(ids.get(), transferSyntax, arrival);
            writer = new RecordWriter(lane, transferSyntax.uid(), part10, intake.buffers());
        } finally {
            if (writer == null) {
                intake.lanes().giveBack(lane);
            }
        }
        writer.write(pending, 0, pendingLength);
        pending = null;
        return true;
    }

    @Override
    public StoreOutcome commit() {
        if (done) {
            throw new IllegalStateException("this upload is over");
        }
        if (refused != null) {
            return refused;
        }
        try {
            ScannedInstance scanned = scanner.finish();
            ids = Optional.of(scanned.ids());
            if (writer == null && !openRecord()) {
                if (refused != null) {
                    return refused;
                }
                throw new IllegalStateException("a finished scan has identifiers");
            }
            return commit(scanned);
        } catch (DicomFormatException e) {
            return refuse(reason(e), e.getMessage());
        } catch (IOException e) {
            retireLane();
            return outOfResources("cannot write to the segment", e);
        } catch (RuntimeException | Error e) {
            retireLane();
            throw e;
        } finally {
            close();
        }
    }

    /** A row may be left that speaks of bytes which are undone now: no others may come to their place. */
    private void retireLane() {
        if (writer != null) {
            writer.lane().retire();
        }
    }

    private StoreOutcome commit(ScannedInstance scanned) throws IOException {
        if (header == null || !header.isOf(scanned.header())) {
            header = HeaderInPack.of(scanned.ids(), scanned.header(), writer.dataset());
        }
        RecordHead head = writer.head(intake.now());
        NewInstance instance = intake.describe(writer, head, header, scanned);
        Intake.Committed committed = intake.commit(writer, head, instance);
        return switch (committed.answer()) {
            case CatalogueAnswer.Added added -> {
                keep(instance.record().withVersion(added.version()), committed.lastBlock());
                yield new StoreOutcome.Stored(scanned.ids(), added.version() > 1);
            }
            case CatalogueAnswer.Moved moved -> {
                keep(instance.record().withVersion(moved.version()), committed.lastBlock());
                yield new StoreOutcome.Stored(scanned.ids(), false);
            }
            case CatalogueAnswer.Known known -> new StoreOutcome.AlreadyStored(scanned.ids());
            case CatalogueAnswer.Refused no -> refuse(no.reason(), no.detail());
            case CatalogueAnswer.Failed failed -> {
                if (failed.inDoubt()) {
                    // a row without bytes would turn the sender's next try into "stored already"
                    keep(instance.record(), committed.lastBlock());
                }
                writer.lane().retire();
                yield outOfResources("the catalogue cannot be written", failed.cause());
            }
        };
    }

    private void keep(PackRecord record, byte[] lastBlock) {
        writer.lane().keep(record, lastBlock);
        kept = true;
    }

    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        release();
    }

    private void release() {
        if (writer != null) {
            writer.release();
            if (!kept) {
                writer.lane().undo();
            }
            intake.lanes().giveBack(writer.lane());
            writer = null;
        }
        pending = null;
    }

    private StoreOutcome refuse(Reason reason, String detail) {
        if (ids.isEmpty()) {
            ids = scanner.ids();
        }
        refused = new StoreOutcome.Refused(ids, reason, detail);
        release();
        return refused;
    }

    private StoreOutcome outOfResources(String what, Exception cause) {
        log.warn("instance from {} not kept: {}", arrival.hospital(), what, cause);
        return refuse(Reason.OUT_OF_RESOURCES, what);
    }

    private static Reason reason(DicomFormatException e) {
        return switch (e.kind()) {
            case MALFORMED, TRUNCATED -> Reason.MALFORMED;
            case MISSING_UID -> Reason.MISSING_UID;
            case TOO_LARGE -> Reason.TOO_LARGE;
        };
    }
}
