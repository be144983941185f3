package org.cloudfilm.storage.object;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Which object store a deployment uses. Values are checked for form here, and against the store when it is opened. */
public sealed interface ObjectStoreSettings {

    /** A directory of this machine (or of a file system that has hard links); made when missing. */
    record Files(Path directory) implements ObjectStoreSettings {

        public Files {
            if (directory == null) {
                throw new IllegalArgumentException("object store: the directory is missing");
            }
            directory = directory.toAbsolutePath().normalize();
        }
    }

    /**
     * A bucket of anything that speaks S3. The bucket must exist.
     *
     * @param endpoint  such as {@code https://s3.example.org}; no path
     * @param region    as the store names it; {@code us-east-1} fits most that have none
     * @param accessKey public half of the credentials
     * @param secretKey secret half; masked when printed
     */
    record S3(URI endpoint, String bucket, String region, String accessKey, String secretKey, Limits limits)
            implements ObjectStoreSettings {

        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        public S3 {
            requireEndpoint(endpoint);
            if (bucket == null || !BUCKET.matcher(bucket).matches()) {
                throw new IllegalArgumentException("object store: the bucket must match " + BUCKET);
            }
            region = region == null || region.isBlank() ? "us-east-1" : region;
            if (accessKey == null || accessKey.isBlank() || secretKey == null || secretKey.isBlank()) {
                throw new IllegalArgumentException("object store: access key and secret key are needed");
            }
            limits = limits == null ? Limits.DEFAULT : limits;
        }

        private static void requireEndpoint(URI endpoint) {
            boolean http = endpoint != null
                    && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()));
            if (!http || endpoint.getHost() == null || endpoint.getUserInfo() != null
                    || !(endpoint.getPath().isEmpty() || endpoint.getPath().equals("/"))) {
                throw new IllegalArgumentException(
                        "object store: the endpoint must be http://host[:port] or https://host[:port]");
            }
        }

        @Override
        public String toString() {
            return "S3[endpoint=" + endpoint + ", bucket=" + bucket + ", region=" + region + ", accessKey=" + accessKey
                    + ", secretKey=***, limits=" + limits + "]";
        }
    }

    /**
     * How long and how often an S3 store is tried.
     *
     * @param connect  to open a connection
     * @param idle     without a byte moving in either direction, before a request counts as hung
     * @param request  for one whole request; a part of an upload is one request, a streamed read is not limited by it
     * @param attempts of one request in all, 1 to 10, with growing pauses between them
     * @param partSize of multipart uploads in bytes; S3 wants at least 5 MiB
     */
    record Limits(Duration connect, Duration idle, Duration request, int attempts, long partSize) {

        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(2), 4, 16L << 20);

        public Limits {
            requirePositive(connect, "connect");
            requirePositive(idle, "idle");
            requirePositive(request, "request");
            if (attempts < 1 || attempts > 10) {
                throw new IllegalArgumentException("object store: attempts must be 1 to 10");
            }
            if (partSize < 5L << 20 || partSize > 1L << 30) {
                throw new IllegalArgumentException("object store: the part size must be 5 MiB to 1 GiB");
            }
        }

        private static void requirePositive(Duration value, String name) {
            if (value == null || value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("object store: the " + name + " time-out must be positive");
            }
        }
    }
}
