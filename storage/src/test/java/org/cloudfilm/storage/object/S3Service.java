package org.cloudfilm.storage.object;

import java.net.URI;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3Proxy in this process, on a free port, with one bucket in memory. */
final class S3Service implements AutoCloseable {

    static final String BUCKET = "films";
    static final String ACCESS_KEY = "test-access";
    static final String SECRET_KEY = "test-secret";

    private final S3Proxy proxy;

    S3Service() throws Exception {
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .stopTimeout(0)
                .build();
        proxy.start();
        blobs.createContainer(BUCKET);
    }

    int port() {
        return proxy.getPort();
    }

    ObjectStoreSettings.S3 settings() {
        return settings(port(), BUCKET, ACCESS_KEY, SECRET_KEY);
    }

    /** Patient enough to succeed and quick enough to give up within a test. */
    static ObjectStoreSettings.S3 settings(int port, String bucket, String accessKey, String secretKey) {
        Duration second = Duration.ofSeconds(1);
        return new ObjectStoreSettings.S3(
                URI.create("http://127.0.0.1:" + port), bucket, null, accessKey, secretKey,
                new ObjectStoreSettings.Limits(second, second, Duration.ofSeconds(10), 3, 5L << 20));
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
