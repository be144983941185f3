package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MISSING_UID;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TOO_LARGE;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TRUNCATED;

import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.cloudfilm.storage.film.InstanceIds;

/**
 * Reads a data set (without preamble and file meta information) as its bytes come, in pieces of any size. Memory is
 * bounded by {@link ScanLimits} whatever the bytes say; pixel data and other large values are passed over.
 *
 * <p>Not thread safe. After a {@link DicomFormatException} the scanner is of no more use.
 */
public final class DicomScanner {

    private final TransferSyntax syntax;
    private final ScanLimits limits;
    private final ElementParser parser;
    private final Inflater inflater;
    private byte[] inflated;
    private long fed;
    private InstanceIds ids;

    public DicomScanner(TransferSyntax syntax, ScanLimits limits) {
        this.syntax = syntax;
        this.limits = limits;
        this.parser = new ElementParser(syntax, limits);
        this.inflater = syntax.deflated() ? new Inflater(true) : null;
    }

    /** @throws DicomFormatException as soon as the bytes cannot become an acceptable instance any more */
    public void feed(byte[] bytes, int offset, int length) {
        fed += length;
        try {
            if (inflater == null) {
                parser.feed(bytes, offset, length);
            } else {
                inflate(bytes, offset, length);
            }
        } catch (DicomFormatException broken) {
            release();
            throw broken;
        }
        if (ids == null && parser.pixels() != null) {
            requireIds();
        }
        if (fed > ScanLimits.LARGE && ids().isEmpty()) {
            // who feeds us has to hold what cannot be put anywhere yet
            limits.whenLarge().run();
        }
    }

    private void inflate(byte[] bytes, int offset, int length) {
        if (inflated == null) {
            inflated = new byte[16 << 10];
        }
        inflater.setInput(bytes, offset, length);
        try {
            // until nothing comes: all input may be taken while there is more output than the buffer had room for
            for (int n = inflater.inflate(inflated); n > 0; n = inflater.inflate(inflated)) {
                parser.feed(inflated, 0, n);
                if (inflater.getBytesWritten() > limits.inflatedBytes()) {
                    throw new DicomFormatException(TOO_LARGE, "the data set inflates to too many bytes");
                }
            }
            if (inflater.needsDictionary()) {
                throw new DicomFormatException(MALFORMED, "the deflated data set asks for a dictionary");
            }
        } catch (DataFormatException notDeflated) {
            throw new DicomFormatException(MALFORMED, "the data set is not correctly deflated");
        }
    }

    /** Study, series, instance and class, as soon as all four have come by: always before pixel data. */
    public Optional<InstanceIds> ids() {
        if (ids == null) {
            ids = parser.root().ids();
        }
        return Optional.ofNullable(ids);
    }

    /** The attributes up to the pixel data, once it has begun: who wants no more need not feed the rest. */
    public Optional<Dataset> beforePixels() {
        return parser.pixels() == null ? Optional.empty() : Optional.of(parser.root().dataset());
    }

    /**
     * Once native pixel data has begun, the header as {@link #finish} will tell it if nothing follows the pixel data.
     */
    public Optional<Dataset> headerSoFar() {
        boolean begun = parser.pixels() != null && parser.pixels().fragments() == null;
        return begun ? Optional.of(parser.root().dataset()) : Optional.empty();
    }

    /** @throws DicomFormatException when the data set is incomplete or does not name itself */
    public ScannedInstance finish() {
        try {
            if (inflater != null && !inflater.finished()) {
                throw new DicomFormatException(TRUNCATED, "the deflated data set ends early");
            }
            Dataset header = parser.finish();
            requireIds();
            FrameTable frames = FrameLayout.of(header, parser.pixels(), syntax);
            return new ScannedInstance(ids, header, syntax.deflated() ? opaque(frames) : frames, fed);
        } finally {
            release();
        }
    }

    private static FrameTable opaque(FrameTable frames) {
        return frames.count() == 0 ? frames : new OpaqueFrames(frames.count());
    }

    private void requireIds() {
        if (ids().isEmpty()) {
            release();
            throw new DicomFormatException(
                    MISSING_UID, Tags.text(parser.root().missingId()) + " is missing or is no UID");
        }
    }

    private void release() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
