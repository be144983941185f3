package org.cloudfilm.storage.object;

import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.messages.ListMultipartUploadsResult;
import java.time.Duration;
import java.time.ZonedDateTime;

/** Finds uploads that were begun long ago and never completed, and aborts them: their parts cost space unseen. */
final class S3AbandonedUploads {

    private static final int PAGE = 1000;

    private final S3Calls calls;
    private final String bucket;

    S3AbandonedUploads(S3Calls calls, String bucket) {
        this.calls = calls;
        this.bucket = bucket;
    }

    int remove(Duration age) throws ObjectStoreException {
        ZonedDateTime limit = ZonedDateTime.now().minus(age);
        int removed = 0;
        String key = null;
        String uploadId = null;
        while (true) {
            ListMultipartUploadsResult page = page(key, uploadId);
            for (ListMultipartUploadsResult.Upload upload : page.uploads()) {
                if (upload.initiated() == null || !upload.initiated().isAfter(limit)) {
                    abort(upload);
                    removed++;
                }
            }
            if (!page.isTruncated() || page.nextKeyMarker() == null) {
                return removed;
            }
            key = page.nextKeyMarker();
            uploadId = page.nextUploadIdMarker();
        }
    }

    private ListMultipartUploadsResult page(String key, String uploadId) throws ObjectStoreException {
        return calls.require("listing of uploads", s3 -> s3.listMultipartUploads(ListMultipartUploadsArgs.builder()
                        .bucket(bucket).keyMarker(key).uploadIdMarker(uploadId).maxUploads(PAGE)
                        .prefix("").encodingType("url").build()))
                .result();
    }

    private void abort(ListMultipartUploadsResult.Upload upload) throws ObjectStoreException {
        calls.call("abort of an abandoned upload", s3 -> s3.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                .bucket(bucket).object(upload.objectName()).uploadId(upload.uploadId()).build()));
    }
}
