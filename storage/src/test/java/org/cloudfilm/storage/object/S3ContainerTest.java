package org.cloudfilm.storage.object;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minio.MakeBucketArgs;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The contract against a real S3 server, where a Docker engine runs and has or gets the image. */
class S3ContainerTest extends ObjectStoreContract {

    private static final String IMAGE = Optional.ofNullable(System.getenv("CLOUDFILM_TEST_S3_IMAGE"))
            .orElse("minio/minio:RELEASE.2025-09-07T16-13-09Z");
    private static final String USER = "test-access";
    private static final String PASSWORD = "test-secret";
    private static final int PORT = 9000;

    private static GenericContainer<?> container;
    private static ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(),
                "SKIPPED: no Docker engine, so the object store was not tested against " + IMAGE);
        container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(PORT)
                .withEnv("MINIO_ROOT_USER", USER)
                .withEnv("MINIO_ROOT_PASSWORD", PASSWORD)
                .withCommand("server", "/data")
                .waitingFor(Wait.forHttp("/minio/health/ready").forPort(PORT));
        try {
            container.start();
        } catch (ContainerFetchException e) {
            abort("SKIPPED: the image " + IMAGE + " cannot be had, so the object store was not tested against it");
        }
        ObjectStoreSettings.S3 settings = new ObjectStoreSettings.S3(
                URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT)),
                "films", null, USER, PASSWORD,
                new ObjectStoreSettings.Limits(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), 3, 5L << 20));
        try (S3Calls calls = new S3Calls(settings)) {
            calls.require("making of the bucket",
                    s3 -> s3.makeBucket(MakeBucketArgs.builder().bucket("films").build()));
        }
        store = ObjectStores.open(settings);
    }

    @AfterAll
    static void stop() {
        if (store != null) {
            store.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Override
    ObjectStore store() {
        return store;
    }
}
