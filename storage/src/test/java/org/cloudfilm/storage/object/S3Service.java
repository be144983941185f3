package org.cloudfilm.storage.object;

import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3Proxy in this process, with one bucket in memory. */
public final class S3Service implements AutoCloseable {

    public static final String BUCKET = "films";
    public static final String ACCESS_KEY = "test-access";
    public static final String SECRET_KEY = "test-secret";

    private final S3Proxy proxy;

    /** On a free port. */
    public S3Service() throws Exception {
        this(0);
    }

    private S3Service(int port) throws Exception {
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .stopTimeout(0)
                .build();
        proxy.start();
        blobs.createContainer(BUCKET);
    }

    /** In a process of its own, on the port named, for tests of a whole application: until its standard input ends. */
    public static void main(String[] port) throws Exception {
        try (S3Service service = new S3Service(Integer.parseInt(port[0]))) {
            System.out.println("S3 at " + service.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    public int port() {
        return proxy.getPort();
    }

    ObjectStoreSettings.S3 settings() {
        return settings(port(), BUCKET, ACCESS_KEY, SECRET_KEY);
    }

    /** Patient enough to succeed and quick enough to give up within a test. */
    public static ObjectStoreSettings.S3 settings(int port, String bucket, String accessKey, String secretKey) {
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
