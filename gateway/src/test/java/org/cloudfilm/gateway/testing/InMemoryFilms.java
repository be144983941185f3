package org.cloudfilm.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.InstanceUpload;
import org.cloudfilm.storage.film.StoreOutcome;
import org.cloudfilm.storage.film.StoreOutcome.Reason;
import org.cloudfilm.storage.film.dicom.DicomFormatException;
import org.cloudfilm.storage.film.dicom.DicomScanner;
import org.cloudfilm.storage.film.dicom.ScanLimits;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** An archive in memory: what the doors see of the real one, with faults on demand. */
public final class InMemoryFilms implements FilmIntake {

    /** An instance that was committed. */
    public record Kept(InstanceIds ids, Arrival arrival, TransferSyntax transferSyntax, byte[] bytes) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Optional<StoreOutcome.Refused> refusal = Optional.empty();
    private volatile boolean broken;

    public Map<String, Kept> kept() {
        return kept;
    }

    /** Uploads begun and not closed. */
    public int open() {
        return open.get();
    }

    /** From now on every commit ends so. */
    public void refuseWith(Reason reason, String detail) {
        refusal = Optional.of(new StoreOutcome.Refused(Optional.empty(), reason, detail));
    }

    /** From now on every commit throws. */
    public void breakDown() {
        broken = true;
    }

    /** Empty and in good health again. */
    public void reset() {
        kept.clear();
        refusal = Optional.empty();
        broken = false;
    }

    @Override
    public InstanceUpload begin(Arrival arrival, TransferSyntax transferSyntax) {
        open.incrementAndGet();
        return new Upload(arrival, transferSyntax);
    }

    private final class Upload implements InstanceUpload {
        private final Arrival arrival;
        private final TransferSyntax transferSyntax;
        private final DicomScanner scanner;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private DicomFormatException malformed;
        private boolean closed;

        Upload(Arrival arrival, TransferSyntax transferSyntax) {
            this.arrival = arrival;
            this.transferSyntax = transferSyntax;
            this.scanner = new DicomScanner(transferSyntax, ScanLimits.DEFAULT);
        }

        @Override
        public void write(byte[] chunk, int offset, int length) {
            if (malformed != null) {
                return;
            }
            try {
                scanner.feed(chunk, offset, length);
                bytes.write(chunk, offset, length);
            } catch (DicomFormatException e) {
                malformed = e;
            }
        }

        @Override
        public Optional<InstanceIds> ids() {
            return scanner.ids();
        }

        @Override
        public StoreOutcome commit() {
            if (broken) {
                throw new IllegalStateException("the archive is broken");
            }
            try {
                if (malformed != null) {
                    throw malformed;
                }
                scanner.finish();
            } catch (DicomFormatException e) {
                return new StoreOutcome.Refused(scanner.ids(), reason(e), e.getMessage());
            }
            InstanceIds ids = scanner.ids().orElseThrow();
            if (refusal.isPresent()) {
                return new StoreOutcome.Refused(
                        Optional.of(ids), refusal.get().reason(), refusal.get().detail());
            }
            return keep(new Kept(ids, arrival, transferSyntax, bytes.toByteArray()));
        }

        private StoreOutcome keep(Kept instance) {
            Kept before = kept.get(instance.ids().instance().value());
            if (before != null && Arrays.equals(before.bytes(), instance.bytes())) {
                return new StoreOutcome.AlreadyStored(instance.ids());
            }
            kept.put(instance.ids().instance().value(), instance);
            return new StoreOutcome.Stored(instance.ids(), before != null);
        }

        private static Reason reason(DicomFormatException e) {
            return switch (e.kind()) {
                case MALFORMED, TRUNCATED -> Reason.MALFORMED;
                case MISSING_UID -> Reason.MISSING_UID;
                case TOO_LARGE -> Reason.TOO_LARGE;
            };
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
