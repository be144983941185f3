package org.cloudfilm.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cloudfilm.gateway.dimse.DicomServer;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;

/**
 * Sends synthetic studies through the DICOM port to an archive that is thrown away afterwards, so that the JVM, which is
 * watching, knows at every later start which code storing needs and how it behaves (JEP 515): first one study, then
 * several at once, which takes other ways.
 */
public final class Rehearsal {

    private static final int SLICES = 300;
    private static final int AT_ONCE = 4;
    private static final int SLICES_EACH = 75;
    private static final int SIDE = 512;
    private static final int BLOCK = 0x00290010;
    private static final int FIRST_OF_BLOCK = 0x00291000;
    private static final int PARAMETERS = 90;
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.2";

    private final DicomServer server;
    private final Hospital hospital;

    public Rehearsal(DicomServer server, Hospitals hospitals) {
        this.server = server;
        this.hospital = hospitals.all().iterator().next();
    }

    public void run() {
        send("alone", SLICES);
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<Void>> sent = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> send("at once " + i, SLICES_EACH), senders))
                    .toList();
            sent.forEach(CompletableFuture::join);
        }
    }

    private void send(String key, int slices) {
        DemoPatient nobody = new DemoPatient("REHEARSAL", "Rehearsal^Nobody", LocalDate.EPOCH, "O", Optional.empty());
        DemoStudy study = new DemoStudy("rehearsal " + key, hospital, nobody, LocalDate.EPOCH.atStartOfDay(), "Rehearsal",
                "R1", List.of(new Slices()));
        String sender = hospital.aeTitles().getFirst();
        try (StoreUser user = new StoreUser(server.port(), server.aeTitle(), sender, SOP_CLASS)) {
            for (int index = 0; index < slices; index++) {
                Dataset slice = study.image(1, index);
                user.store(slice.string(Tags.SOPInstanceUID).orElseThrow(),
                        DicomWriter.bytes(slice, TransferSyntax.EXPLICIT_VR_LE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("rehearsal", e);
        }
    }

    /** Of a real study's weight, of whose headers half are the scanner's own, but without a phantom's arithmetic. */
    private record Slices() implements DemoSeries {

        @Override
        public String sopClass() {
            return SOP_CLASS;
        }

        @Override
        public String modality() {
            return "CT";
        }

        @Override
        public String description() {
            return "Rehearsal";
        }

        @Override
        public String bodyPart() {
            return "CHEST";
        }

        @Override
        public int images() {
            return SLICES;
        }

        @Override
        public void image(DatasetBuilder dataset, int index) {
            dataset.put(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                    .put(Tags.KVP, 120)
                    .put(Tags.SliceThickness, 1.5)
                    .put(Tags.SliceLocation, index * 1.5)
                    .put(Tags.ImagePositionPatient, -192.0, -192.0, index * 1.5)
                    .put(Tags.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
                    .put(Tags.PixelSpacing, 0.75, 0.75)
                    .put(Tags.RescaleIntercept, -1024)
                    .put(Tags.RescaleSlope, 1)
                    .put(Tags.RescaleType, "HU")
                    .put(Tags.WindowCenter, 40)
                    .put(Tags.WindowWidth, 400);
            scannersOwn(dataset, index);
            short[] pixels = new short[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (short) (i * 31 + index & Pixels.MOST);
            }
            Pixels.put(dataset, pixels, SIDE, SIDE);
        }

        private static void scannersOwn(DatasetBuilder dataset, int index) {
            dataset.put(BLOCK, Vr.LO, "REHEARSAL");
            for (int i = 0; i < PARAMETERS; i++) {
                dataset.put(FIRST_OF_BLOCK + i, Vr.LO, "VALUE " + i, Integer.toString(index), "42");
            }
            dataset.put(Tags.RequestAttributesSequence, Dataset.builder()
                    .put(Tags.RequestedProcedureID, "R1")
                    .put(Tags.ScheduledProcedureStepID, "S1")
                    .build());
        }
    }
}
