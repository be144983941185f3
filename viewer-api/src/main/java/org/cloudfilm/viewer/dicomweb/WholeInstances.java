package org.cloudfilm.viewer.dicomweb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.DicomFormatException;
import org.cloudfilm.storage.film.dicom.DicomReader;
import org.cloudfilm.storage.film.dicom.Part10;

/**
 * Instances whose values are no ranges of the stored bytes: deflated ones, and frames of single bits. They are read
 * from their beginning; those that must be held in memory are few at a time and limited in size.
 */
final class WholeInstances {

    /** Bytes of a data set, inflated, that is held in memory. */
    static final int MOST = 64 << 20;

    private final FilmReader reader;
    private final Semaphore turns = new Semaphore(2);

    WholeInstances(FilmReader reader) {
        this.reader = reader;
    }

    /** Does something with all of a data set while it is held. */
    interface Use {
        void with(DicomReader whole) throws IOException, Rejection;
    }

    void hold(StudyPermit permit, StoredInstance instance, Use use) throws IOException, Rejection {
        turns.acquireUninterruptibly();
        try (InputStream in = buffered(permit, instance)) {
            Part10.parse(in);
            use.with(DicomReader.read(in, instance.transferSyntax(), MOST));
        } catch (DicomFormatException e) {
            throw new Rejection(501, "this instance can only be retrieved whole");
        } finally {
            turns.release();
        }
    }

    /** Copies a deflated data set as it was before. */
    void inflate(StudyPermit permit, StoredInstance instance, OutputStream out) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InputStream in = buffered(permit, instance)) {
            Part10.parse(in);
            new InflaterInputStream(in, inflater).transferTo(out);
        } finally {
            inflater.end();
        }
    }

    /** Copies a value of a deflated instance; its offset counts as if the data set lay there inflated. */
    Part.Writer inflated(StudyPermit permit, StoredInstance instance, long offset, long length) {
        return out -> {
            Inflater inflater = new Inflater(true);
            try (InputStream in = buffered(permit, instance)) {
                int start = Part10.parse(in).length();
                InputStream dataset = new InflaterInputStream(in, inflater);
                dataset.skipNBytes(offset - start);
                byte[] buffer = new byte[64 << 10];
                for (long left = length; left > 0; ) {
                    int n = dataset.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (n < 0) {
                        throw new IOException("the deflated data set ends early");
                    }
                    out.write(buffer, 0, n);
                    left -= n;
                }
            } finally {
                inflater.end();
            }
        };
    }

    private InputStream buffered(StudyPermit permit, StoredInstance instance) throws IOException {
        return new BufferedInputStream(
                reader.part10(permit, instance, 0, instance.length()).open(), 64 << 10);
    }
}
