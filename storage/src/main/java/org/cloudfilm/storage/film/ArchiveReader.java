package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomFormatException;
import org.cloudfilm.storage.film.dicom.DicomScanner;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.ScanLimits;

/** Reads by range from wherever the bytes lie. */
final class ArchiveReader implements FilmReader {

    /** Enough for preamble and file meta information, which we wrote ourselves. */
    private static final int META_BYTES = 2048;

    private final StudyCache studies;
    private final PackFiles packs;
    private final LargeHeaders largeHeaders;

    /** @param largeHeaders of readers only: who sends may keep a turn for long */
    ArchiveReader(StudyCache studies, PackFiles packs, LargeHeaders largeHeaders) {
        this.studies = studies;
        this.packs = packs;
        this.largeHeaders = largeHeaders;
    }

    @Override
    public Optional<StudyIndex> study(StudyPermit permit) {
        return studies.find(permit.study()).map(StudyContents::index);
    }

    @Override
    public ByteSource part10(StudyPermit permit, StoredInstance instance, long offset, long length) {
        permit.require(instance.study());
        if (offset < 0 || length < 0 || offset > instance.length() - length) {
            throw new IndexOutOfBoundsException("range " + offset + "+" + length + " of " + instance.length());
        }
        return packs.range(instance.pack(), instance.offset() + offset, length);
    }

    @Override
    public Dataset header(StudyPermit permit, StoredInstance instance) throws IOException {
        permit.require(instance.study());
        byte[] start = new byte[(int) Math.min(META_BYTES, instance.length())];
        try (LargeHeaders.Turn turn = largeHeaders.turn();
                InputStream in = packs.range(instance.pack(), instance.offset(), instance.length()).open()) {
            in.readNBytes(start, 0, start.length);
            int dataset = Part10.parse(start).length();
            DicomScanner scanner = new DicomScanner(instance.transferSyntax(), ScanLimits.DEFAULT.telling(turn::take));
            scanner.feed(start, dataset, start.length - dataset);
            byte[] buffer = new byte[64 << 10];
            int n = 0;
            while (scanner.beforePixels().isEmpty() && (n = in.read(buffer)) > 0) {
                scanner.feed(buffer, 0, n);
            }
            Dataset header = n < 0 ? scanner.finish().header() : scanner.beforePixels().orElseThrow();
            return header.shifted(dataset);
        } catch (DicomFormatException e) {
            throw new IOException("a stored instance cannot be parsed", e);
        } catch (LargeHeaders.NoTurnException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public MetadataSource metadata(StudyPermit permit, List<StoredInstance> instances) throws IOException {
        StudyContents contents = contents(permit, instances);
        List<SplicedMetadata.Piece> pieces = new ArrayList<>(instances.size());
        for (StoredInstance instance : instances) {
            StudyContents.Pack pack = contents.packs().get(instance.pack());
            pieces.add(new SplicedMetadata.Piece(
                    pack,
                    (offset, length) -> metadataRange(permit.study(), pack, offset, length),
                    contents.metadata().get(StudyContents.Place.of(instance))));
        }
        return new SplicedMetadata(pieces);
    }

    /** Looks once more when an instance is not in the study as held: the caller may know a newer one. */
    private StudyContents contents(StudyPermit permit, List<StoredInstance> instances) throws IOException {
        for (int attempt = 0; ; attempt++) {
            StudyContents contents = studies.find(permit.study())
                    .orElseThrow(() -> new IOException("the study is gone"));
            boolean complete = true;
            for (StoredInstance instance : instances) {
                permit.require(instance.study());
                complete &= contents.metadata().containsKey(StudyContents.Place.of(instance));
            }
            if (complete) {
                return contents;
            }
            if (attempt > 0) {
                throw new IOException("an instance was replaced while it was read");
            }
            studies.invalidate(permit.study());
        }
    }

    private ByteSource metadataRange(StudyUid study, StudyContents.Pack pack, long offset, long length)
            throws IOException {
        if (pack.open()) {
            Optional<ByteSource> open = packs.openMetadata(pack.id(), offset, length);
            if (open.isPresent()) {
                return open.get();
            }
        }
        StudyContents.Pack now = pack;
        if (pack.open()) {
            studies.invalidate(study);
            now = studies.find(study).flatMap(contents -> contents.pack(pack.id())).orElse(pack);
        }
        if (now.open()) {
            throw new IOException("pack " + pack.id() + " is open on another node");
        }
        return packs.range(pack.id(), now.metadataBase() + offset, length);
    }

    @Override
    public Optional<MultipartRange> asMultipart(StudyPermit permit, List<StoredInstance> instances) {
        if (instances.isEmpty()) {
            return Optional.empty();
        }
        PackId id = instances.getFirst().pack();
        for (StoredInstance instance : instances) {
            permit.require(instance.study());
            if (!instance.pack().equals(id)) {
                return Optional.empty();
            }
        }
        long distinct = instances.stream().mapToLong(StoredInstance::offset).distinct().count();
        return studies.find(permit.study())
                .flatMap(contents -> contents.pack(id))
                .filter(pack -> !pack.open() && pack.records() == distinct && distinct == instances.size())
                .filter(pack -> bodyOf(pack, instances) == pack.bodyEnd() - pack.bodyStart())
                .map(pack -> new MultipartRange(
                        pack.boundary(), packs.range(id, pack.bodyStart(), pack.bodyEnd() - pack.bodyStart())));
    }

    /** How long the body is if nothing but these lies in it: no record that was damaged before the pack was sealed. */
    private static long bodyOf(StudyContents.Pack pack, List<StoredInstance> instances) {
        long records = instances.stream()
                .mapToLong(one -> RecordHead.encodedLength(one.transferSyntax().uid()) + one.length())
                .sum();
        return PackHeader.LENGTH + records + SealPack.closing(pack.boundary()).length - pack.bodyStart();
    }
}
