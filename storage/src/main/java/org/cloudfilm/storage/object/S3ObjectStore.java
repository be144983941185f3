package org.cloudfilm.storage.object;

import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;

/**
 * Objects in one bucket of an S3 service. Conditional creates are {@code If-None-Match: *}; the CRC32C of the whole
 * object is kept as metadata of ours, because stores differ in what they keep of a multipart upload.
 */
final class S3ObjectStore implements ObjectStore {

    private static final String CRC_METADATA = "x-amz-meta-crc32c";
    private static final int PAGE = 1000;
    /** up to here one request does it, from memory */
    private static final long SMALL = 5L << 20;

    private final S3Calls calls;
    private final String bucket;
    private final long partSize;

    private S3ObjectStore(S3Calls calls, String bucket, long partSize) {
        this.calls = calls;
        this.bucket = bucket;
        this.partSize = partSize;
    }

    static S3ObjectStore open(ObjectStoreSettings.S3 settings) throws ObjectStoreException {
        S3ObjectStore store = new S3ObjectStore(
                new S3Calls(settings), settings.bucket(), settings.limits().partSize());
        try {
            store.check();
            store.requireWritable();
            return store;
        } catch (ObjectStoreException e) {
            store.close();
            throw new ObjectStoreException(
                    e.kind(), e.getMessage() + " (" + settings.endpoint() + ", bucket " + settings.bucket() + ")", e);
        }
    }

    @Override
    public Created putIfAbsent(ObjectKey key, Path file) throws ObjectStoreException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no file to store as " + key);
        }
        try {
            long size = Files.size(file);
            if (size <= SMALL) {
                return putIfAbsent(key, Files.readAllBytes(file));
            }
            if (stat(key).isPresent()) {
                return Created.EXISTS;
            }
            return new S3Upload(calls, bucket, key)
                    .createFrom(file, size, partSize, crcMetadata(Crc32c.of(file, 0, size)));
        } catch (ObjectStoreException e) {
            throw e;
        } catch (IOException e) {
            throw new ObjectStoreException(Kind.UNAVAILABLE, "object store: put of " + key + " failed", e);
        }
    }

    @Override
    public Created putIfAbsent(ObjectKey key, byte[] bytes) throws ObjectStoreException {
        return switch (send(key, bytes, Map.of("If-None-Match", "*"))) {
            case S3Answer.ConditionFailed<?> _ -> Created.EXISTS;
            case S3Answer.Done<?> _, S3Answer.Absent<?> _ -> Created.NEW;
        };
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) throws ObjectStoreException {
        send(key, bytes, Map.of());
    }

    @Override
    public Optional<InputStream> read(ObjectKey key, long offset, long length) throws ObjectStoreException {
        if (offset < 0 || length < 0) {
            throw new ObjectStoreException(Kind.BAD_RANGE, "negative range of " + key);
        }
        if (length == 0) {
            Optional<ObjectStat> stat = stat(key);
            if (stat.isPresent() && offset > stat.get().size()) {
                throw pastTheEnd(key);
            }
            return stat.map(_ -> InputStream.nullInputStream());
        }
        Optional<GetObjectResponse> first = get(key, offset, length, "");
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String etag = header(first.get(), "ETag");
        return Optional.of(new S3RangeStream(key, offset, length, first.get(),
                (from, rest) -> get(key, from, rest, etag).orElseThrow(() -> new ObjectStoreException(
                        Kind.UNAVAILABLE, "object store: " + key + " went away while it was read")), calls));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws ObjectStoreException {
        S3Answer<HeadObjectResponse> answer = calls.call("stat of " + key, s3 -> s3.headObject(
                HeadObjectArgs.builder().bucket(bucket).object(key.value()).build()));
        if (answer instanceof S3Answer.Done<HeadObjectResponse>(HeadObjectResponse head)) {
            return Optional.of(new ObjectStat(head.size(), crc(head.headers().get(CRC_METADATA))));
        }
        // the answer to HEAD has no body: a missing object and a missing bucket look alike
        check();
        return Optional.empty();
    }

    @Override
    public ObjectPage list(String prefix, Optional<ObjectKey> after, int limit) throws ObjectStoreException {
        ObjectPage.requireLimit(limit);
        List<ObjectPage.Entry> found = new ArrayList<>();
        String last = after.map(ObjectKey::value).orElse(null);
        while (true) {
            var page = page(prefix, last);
            for (var item : page.contents()) {
                last = item.objectName();
                if (!ObjectKey.wellFormed(last)) {
                    continue;
                }
                if (found.size() == limit) {
                    return new ObjectPage(found, true);
                }
                found.add(new ObjectPage.Entry(new ObjectKey(last), item.size()));
            }
            if (!page.isTruncated() || page.contents().isEmpty()) {
                return new ObjectPage(found, false);
            }
        }
    }

    @Override
    public void delete(ObjectKey key) throws ObjectStoreException {
        calls.call("delete of " + key, s3 -> s3.removeObject(
                RemoveObjectArgs.builder().bucket(bucket).object(key.value()).build()));
    }

    @Override
    public Optional<Path> localFile(ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public void check() throws ObjectStoreException {
        calls.require("listing", s3 -> s3.listObjectsV2(
                ListObjectsV2Args.builder().bucket(bucket).maxKeys(1).build()));
    }

    @Override
    public int removeAbandonedUploads(Duration age) throws ObjectStoreException {
        return new S3AbandonedUploads(calls, bucket).remove(age);
    }

    @Override
    public void close() {
        calls.close();
    }

    /** An upload that is begun and aborted needs the right to write and leaves nothing. */
    private void requireWritable() throws ObjectStoreException {
        S3Upload probe = new S3Upload(calls, bucket, new ObjectKey("probe/write.tmp"));
        probe.abort(probe.begin(new Http.Headers()));
    }

    private S3Answer<?> send(ObjectKey key, byte[] bytes, Map<String, String> condition) throws ObjectStoreException {
        int crc = Crc32c.of(bytes);
        Http.Headers headers = Http.Headers.merge(
                crcMetadata(crc), new Http.Headers(Checksum.Algorithm.CRC32C.header(), Crc32c.base64(crc)));
        return calls.call("put of " + key, s3 -> s3.putObject(PutObjectAPIArgs.builder()
                .bucket(bucket).object(key.value())
                .data(bytes, bytes.length)
                .headers(headers)
                .extraHeaders(condition)
                .build()));
    }

    private Optional<GetObjectResponse> get(ObjectKey key, long offset, long length, String etag)
            throws ObjectStoreException {
        GetObjectArgs.Builder args =
                GetObjectArgs.builder().bucket(bucket).object(key.value()).offset(offset).length(length);
        if (!etag.isBlank()) {
            args.matchETag(etag);
        }
        return switch (calls.stream("read of " + key, s3 -> s3.getObject(args.build()))) {
            case S3Answer.Absent<GetObjectResponse> _ -> Optional.empty();
            case S3Answer.ConditionFailed<GetObjectResponse> _ -> throw new ObjectStoreException(
                    Kind.UNAVAILABLE, "object store: " + key + " was replaced while it was read");
            case S3Answer.Done<GetObjectResponse>(GetObjectResponse body) -> {
                requireRange(key, body, offset, length);
                yield Optional.of(body);
            }
        };
    }

    /** A store may answer with less than the range when the object is shorter, and must not ignore the range. */
    private static void requireRange(ObjectKey key, GetObjectResponse body, long offset, long length)
            throws ObjectStoreException {
        String range = header(body, "Content-Range");
        String size = header(body, "Content-Length");
        boolean wrong = range.isEmpty() ? offset > 0 : !range.startsWith("bytes " + offset + "-");
        if (!wrong && (size.isEmpty() || size.equals(Long.toString(length)))) {
            return;
        }
        try {
            body.close();
        } catch (IOException e) {
            throw new ObjectStoreException(Kind.UNAVAILABLE, "object store: read of " + key + " failed", e);
        }
        throw wrong
                ? new ObjectStoreException(Kind.MISCONFIGURED, "object store: it does not honour range requests")
                : pastTheEnd(key);
    }

    private ListBucketResultV2 page(String prefix, String after) throws ObjectStoreException {
        return calls.require("listing", s3 -> s3.listObjectsV2(ListObjectsV2Args.builder()
                        .bucket(bucket).prefix(prefix).startAfter(after).maxKeys(PAGE).encodingType("url").build()))
                .result();
    }

    private static ObjectStoreException pastTheEnd(ObjectKey key) {
        return new ObjectStoreException(Kind.BAD_RANGE, "range reaches past the end of " + key);
    }

    private static String header(GetObjectResponse response, String name) {
        String value = response.headers().get(name);
        return value == null ? "" : value;
    }

    private static Http.Headers crcMetadata(int crc) {
        return new Http.Headers(CRC_METADATA, Integer.toHexString(crc));
    }

    private static OptionalInt crc(String hex) {
        try {
            return hex == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseUnsignedInt(hex, 16));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
