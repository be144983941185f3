package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.dicom.ScanLimits;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The film archive of one process: takes instances in, seals segments into packs, ships packs to the object store and
 * reads them back. Start it once per directory; what an earlier process left there is recovered first.
 */
public final class FilmArchive implements FilmIntake, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FilmArchive.class);
    private static final long TICK_MILLIS = 250;
    private static final long CLOSE_SECONDS = 20;
    private static final Duration READERS_HOLD_ON = Duration.ofMinutes(10);

    private final Intake intake;
    private final LargeHeaders largeHeaders = LargeHeaders.ofThisProcess();
    private final Lanes lanes;
    private final CatalogueWriter catalogue;
    private final Sealing sealing;
    private final Shipping shipping;
    private final PackRows rows;
    private final Retry retry;
    private final Retry shippingRetry;
    private final PackFiles packs;
    private final QuietStudies quiet = new QuietStudies(System::nanoTime);
    private final ArchiveReader reader;
    private final HeldSegments held;
    private final Set<PackId> lost;
    private final int damaged;
    private final ExecutorService worker;
    private final ExecutorService shipper;
    private final ScheduledExecutorService timer;

    /**
     * @param records what is written of studies in the same transactions
     * @throws IOException when the directory cannot be used or what lies there cannot be recovered now
     */
    public FilmArchive(
            DataSource dataSource,
            ObjectStore store,
            Hospitals hospitals,
            StudyRecords records,
            FilmArchiveSettings settings)
            throws IOException {
        this(dataSource, store, hospitals, records, settings, SegmentSource.NONE);
    }

    /** @param others who hold segments that this process reads, too */
    public FilmArchive(
            DataSource dataSource,
            ObjectStore store,
            Hospitals hospitals,
            StudyRecords records,
            FilmArchiveSettings settings,
            SegmentSource others)
            throws IOException {
        this(dataSource, store, hospitals, records, settings, others, SegmentFile::onDisk);
    }

    FilmArchive(
            DataSource dataSource,
            ObjectStore store,
            Hospitals hospitals,
            StudyRecords records,
            FilmArchiveSettings settings,
            SegmentFile.Opener opener)
            throws IOException {
        this(dataSource, store, hospitals, records, settings, SegmentSource.NONE, opener);
    }

    private FilmArchive(
            DataSource dataSource,
            ObjectStore store,
            Hospitals hospitals,
            StudyRecords records,
            FilmArchiveSettings settings,
            SegmentSource others,
            SegmentFile.Opener opener)
            throws IOException {
        Files.createDirectories(settings.directory());
        LocalFiles files = new LocalFiles(settings.directory(), opener);
        packs = new PackFiles(files, store, others);
        held = new HeldSegments(files);
        StudyCache studies = new StudyCache(dataSource, settings.indexCacheWeight());
        worker = threads("film-archive-");
        // an object store that hangs must not keep segments, and their open files, from being sealed
        shipper = threads("film-shipping-");
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("film-archive-timer").daemon().factory());
        retry = new Retry(worker, timer);
        catalogue = new CatalogueWriter(dataSource, hospitals, records, settings.node(), study -> {
            studies.invalidate(study);
            quiet.changed(study);
        }, this::compareAll);
        rows = new PackRows(dataSource, records);
        shippingRetry = new Retry(shipper, timer);
        shipping = new Shipping(settings, files, packs, store, rows, shippingRetry, timer);
        KeptBytes kept = new KeptBytes(packs);
        sealing = new Sealing(settings, files, rows, new Reconcile(rows, catalogue, kept), shipping, retry,
                studies::invalidate);
        Housekeeping housekeeping = new Housekeeping(
                new ReplacedPacks(rows, store, files, settings.clock(), READERS_HOLD_ON),
                new MergePacks(new MovePacks(dataSource, settings.node()), files.in("merging"), rows, store, packs,
                        settings.clock(), MergePacks.Terms.DEFAULT, studies::invalidate));
        lanes = new Lanes(settings, files, new SecureRandom(), sealing::later);
        intake = new Intake(settings, lanes, files.landing(), new WriteBuffers(), catalogue,
                new KeepOnce(catalogue, kept), new StudyHospitals(dataSource), rows, studies::invalidate);
        reader = new ArchiveReader(studies, packs, LargeHeaders.ofThisProcess());
        try {
            Recovery recovery = new Recovery(files, sealing);
            lost = Set.copyOf(recovery.lost(rows, settings.node(), recovery.run()));
            damaged = recovery.damaged();
        } catch (IOException | RuntimeException e) {
            timer.shutdownNow();
            worker.shutdownNow();
            shipper.shutdownNow();
            catalogue.close();
            throw e;
        }
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        // in the shipper: the timer must not wait for an object store
        timer.scheduleWithFixedDelay(
                () -> shipper.execute(housekeeping), 0, READERS_HOLD_ON.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void compareAll() {
        lanes.renew();
    }

    private void tick() {
        try {
            lanes.tick();
            quiet.take().forEach(study -> retry.soon("bringing the records of a study up to date", () -> rows.follow(study)));
        } catch (RuntimeException | Error e) {
            log.error("idle segments could not be handed to sealing", e);
        }
    }

    @Override
    public InstanceUpload begin(Arrival arrival, TransferSyntax transferSyntax) {
        LargeHeaders.Turn turn = largeHeaders.turn();
        ScanLimits limits = ScanLimits.DEFAULT.telling(turn::take);
        return new UploadInTurn(new Upload(arrival, transferSyntax, limits, intake), turn);
    }

    public FilmReader reader() {
        return reader;
    }

    /** What other processes may read here. */
    public HeldSegments held() {
        return held;
    }

    /** Packs that are sealed and not yet verified in the object store. For health and for waiting in tools. */
    public int pending() {
        return sealing.waiting() + shipping.waiting();
    }

    /** Segments that instances are being, or may be, appended to. */
    public int openSegments() {
        return lanes.open();
    }

    /** How often sealing or shipping failed when it was last tried; it is tried again until it succeeds. */
    public int failing() {
        return retry.failing() + shippingRetry.failing();
    }

    /**
     * Packs whose instances are expected in them and that are nowhere: not in the directory when this was started, or
     * asked for by readers in vain since. More than none is an alarm; what is sent again takes their place.
     *
     * @throws IOException when the catalogue cannot be asked
     */
    public int lost() throws IOException {
        Set<PackId> gone = new HashSet<>(lost);
        gone.addAll(packs.missing());
        try {
            return gone.isEmpty() ? 0 : rows.inUse(gone).size();
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be asked for lost packs", e);
        }
    }

    /** Records that recovery found damaged and left out when this was started. More than none is an alarm. */
    public int damaged() {
        return damaged;
    }

    /** Seals every segment that is not being written, without waiting for it to be idle long enough. */
    public void sealNow() {
        lanes.sealIdle();
    }

    /** Seals what is open. Packs that have not been shipped stay on disk and are shipped by the next start. */
    @Override
    public void close() {
        lanes.close();
        timer.shutdownNow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        end(worker, deadline);
        end(shipper, deadline);
        catalogue.close();
    }

    private void end(ExecutorService threads, long deadline) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                log.warn("{} packs are left to the next start", pending());
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(2, Thread.ofPlatform().name(name, 0).daemon().factory());
    }
}
