package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.Http;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3ObjectStoreTest extends ObjectStoreContract {

    private static S3Service service;
    private static ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        service = new S3Service();
        store = ObjectStores.open(service.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        service.close();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void stat_afterUpload_knowsTheChecksum() throws IOException {
        byte[] content = bytes(LARGE);
        store.putIfAbsent(key("summed.pack"), file(content));
        assertThat(store.stat(key("summed.pack")).orElseThrow().crc32c()).hasValue(Crc32c.of(content));
    }

    @Test
    void removeAbandonedUploads_begunAndForgotten_areAborted() throws IOException {
        try (S3Calls calls = new S3Calls(service.settings())) {
            new S3Upload(calls, S3Service.BUCKET, key("forgotten.pack")).begin(new Http.Headers());
        }
        assertThat(store.removeAbandonedUploads(Duration.ofHours(1))).isZero();
        assertThat(store.removeAbandonedUploads(Duration.ofSeconds(-5))).isEqualTo(1);
        assertThat(store.removeAbandonedUploads(Duration.ofSeconds(-5))).isZero();
        assertThat(store.stat(key("forgotten.pack"))).isEmpty();
    }
}
