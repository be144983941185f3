package org.cloudfilm.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.film.InstanceUpload;
import org.cloudfilm.storage.film.StoreOutcome;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.hospital.Hospitals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Stores the demo's films at the first start, behind the application's back: pages and ports do not wait for it.
 * Interrupted, it begins anew at the next start; what is there already is not stored twice.
 */
public final class DemoFilms implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DemoFilms.class);

    private final FilmIntake films;
    private final Hospitals hospitals;
    private final Path done;
    private final DemoRecords records;
    private final DemoDay day;
    private volatile Thread maker;

    /** @param directory where it is remembered that the films are stored */
    public DemoFilms(FilmIntake films, DemoRecords records, Hospitals hospitals, DemoDay day, Path directory) {
        this.films = films;
        this.records = records;
        this.hospitals = hospitals;
        this.day = day;
        this.done = directory.resolve("demo-films-3.stored");
    }

    @Override
    public void start() {
        if (!Files.exists(done)) {
            maker = Thread.ofPlatform().daemon().name("demo-films").priority(Thread.MIN_PRIORITY).unstarted(this::make);
            maker.start();
        }
    }

    @Override
    public void stop() {
        Thread running = maker;
        maker = null;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return maker != null;
    }

    private void make() {
        try {
            LocalDate first = day.first();
            if (day.begins()) {
                records.write(first);
                day.remember(first);
            }
            List<DemoStudy> studies = DemoCatalogue.studies(hospitals, first);
            for (int i = 0; i < studies.size(); i++) {
                new Sender(films, studies.get(i)).send(this::stopped);
                if (stopped()) {
                    return;
                }
                log.info("demo films: {} of {} studies stored", i + 1, studies.size());
            }
            Files.createFile(done);
        } catch (IOException | RuntimeException e) {
            log.warn("demo films could not be stored; the next start tries again", e);
        }
    }

    private boolean stopped() {
        return maker != Thread.currentThread();
    }

    /** Sends one study as its hospital would, in the pieces a network gives. */
    record Sender(FilmIntake films, DemoStudy study) {

        private static final int PIECE = 128 << 10;

        void send(BooleanSupplier stopped) {
            String sender = study.hospital().aeTitles().isEmpty() ? "DEMO" : study.hospital().aeTitles().getFirst();
            Arrival arrival = new Arrival(study.hospital().id(), Arrival.Via.DIMSE, sender);
            for (int number = 1; number <= study.series().size(); number++) {
                int images = study.series().get(number - 1).images();
                for (int index = 0; index < images && !stopped.getAsBoolean(); index++) {
                    byte[] bytes = DicomWriter.bytes(study.image(number, index), TransferSyntax.EXPLICIT_VR_LE);
                    send(arrival, bytes);
                }
            }
        }

        private void send(Arrival arrival, byte[] bytes) {
            try (InstanceUpload upload = films.begin(arrival, TransferSyntax.EXPLICIT_VR_LE)) {
                for (int at = 0; at < bytes.length; at += PIECE) {
                    upload.write(bytes, at, Math.min(PIECE, bytes.length - at));
                }
                if (upload.commit() instanceof StoreOutcome.Refused refused) {
                    throw new IllegalStateException("refused: " + refused.reason() + ", " + refused.detail());
                }
            }
        }
    }
}
