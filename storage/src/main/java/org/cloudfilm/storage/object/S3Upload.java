package org.cloudfilm.storage.object;

import io.minio.AbortMultipartUploadArgs;
import io.minio.Checksum;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cloudfilm.storage.object.ObjectStore.Created;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads one large file in parts. Each part carries its CRC32C, so the store refuses what was damaged on the way. If
 * anything fails the upload is aborted, and nothing is visible.
 */
final class S3Upload {

    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
    private static final int MAX_PARTS = 10_000;

    private final S3Calls calls;
    private final String bucket;
    private final ObjectKey key;

    S3Upload(S3Calls calls, String bucket, ObjectKey key) {
        this.calls = calls;
        this.bucket = bucket;
        this.key = key;
    }

    Created createFrom(Path file, long size, long wantedPartSize, Http.Headers headers) throws IOException {
        long partSize = Math.max(wantedPartSize, Math.ceilDiv(size, MAX_PARTS));
        String uploadId = begin(headers);
        try {
            Part[] parts = new Part[(int) Math.ceilDiv(size, partSize)];
            for (int i = 0; i < parts.length; i++) {
                long start = i * partSize;
                parts[i] = uploadPart(uploadId, i + 1, file, start, Math.min(partSize, size - start));
            }
            Created created = complete(uploadId, parts);
            if (created == Created.EXISTS) {
                abort(uploadId);
            }
            return created;
        } catch (IOException | RuntimeException e) {
            abortAfter(e, uploadId);
            throw e;
        }
    }

    /** Starts an upload; the store reserves nothing but its id. */
    String begin(Http.Headers headers) throws ObjectStoreException {
        Http.Headers all = Http.Headers.merge(headers, new Http.Headers("x-amz-checksum-algorithm", "CRC32C"));
        return calls.require("begin of upload " + key, s3 -> s3.createMultipartUpload(CreateMultipartUploadArgs.builder()
                        .bucket(bucket).object(key.value()).headers(all).build()))
                .result()
                .uploadId();
    }

    void abort(String uploadId) throws ObjectStoreException {
        calls.call("abort of upload " + key, s3 -> s3.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                .bucket(bucket).object(key.value()).uploadId(uploadId).build()));
    }

    private Part uploadPart(String uploadId, int number, Path path, long start, long length) throws IOException {
        String what = "upload of part " + number + " of " + key;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            // given by us: the SDK would leave the file behind the part after summing it up
            PartDigest digest = digest(path, start, length);
            String crc32c = Crc32c.base64(digest.crc32c());
            Http.Headers checksums = new Http.Headers(
                    Checksum.Algorithm.CRC32C.header(), crc32c, "x-amz-content-sha256", digest.sha256());
            Part sent = calls.require(what, s3 -> {
                        try {
                            file.seek(start);
                        } catch (IOException e) {
                            return CompletableFuture.failedFuture(e);
                        }
                        return s3.uploadPart(UploadPartArgs.builder()
                                .bucket(bucket).object(key.value()).uploadId(uploadId).partNumber(number)
                                .file(file, length).headers(checksums).build());
                    })
                    .part();
            return new Part(number, sent.etag(), null, crc32c, null, null, null);
        }
    }

    private PartDigest digest(Path path, long start, long length) throws IOException {
        try (InputStream part = FileRangeStream.open(path, key, start, length)) {
            return PartDigest.of(part);
        }
    }

    private Created complete(String uploadId, Part[] parts) throws ObjectStoreException {
        S3Answer<?> answer = calls.call("completion of upload " + key, s3 -> s3.completeMultipartUpload(
                CompleteMultipartUploadArgs.builder()
                        .bucket(bucket).object(key.value()).uploadId(uploadId).parts(parts)
                        .maxRetries(1)
                        .extraHeaders(Map.of("If-None-Match", "*"))
                        .build()));
        return switch (answer) {
            case S3Answer.Done<?> _ -> Created.NEW;
            case S3Answer.ConditionFailed<?> _ -> Created.EXISTS;
            // the answer to an earlier try was lost; the caller asks whether the object is there
            case S3Answer.Absent<?> _ -> throw new ObjectStoreException(
                    ObjectStoreException.Kind.UNAVAILABLE,
                    "object store: completion of upload " + key + ": the outcome is unknown, try again");
        };
    }

    private void abortAfter(Exception failure, String uploadId) {
        try {
            abort(uploadId);
        } catch (ObjectStoreException e) {
            failure.addSuppressed(e);
            LOG.warn("object store: an upload of {} is left to removeAbandonedUploads", key);
        }
    }
}
