package org.cloudfilm.standalone.settings;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.AllowedEndpoints;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;

/**
 * Everything a deployment can set, checked when the application starts. {@code application.yaml} has every default
 * and says what it is for.
 *
 * @param data      directory of all that is kept on this machine
 * @param publicUrl where browsers reach this deployment, without a path
 */
@ConfigurationProperties("cloudfilm")
public record CloudfilmSettings(
        Path data, URI publicUrl, Database database, Objects objects, Oidc oidc, Demo demo, List<Member> hospitals) {

    public CloudfilmSettings {
        Checks.require(data != null && !data.toString().isBlank(), "cloudfilm.data must name a directory");
        data = data.toAbsolutePath().normalize();
        Checks.requireOrigin(publicUrl, "cloudfilm.public-url");
        hospitals = hospitals == null ? List.of() : List.copyOf(hospitals);
    }

    /** All hospitals; a doubled id or AE title fails here, at start. */
    public Hospitals toHospitals() {
        return new Hospitals(hospitals.stream().map(Member::toHospital).toList());
    }

    /** The issuer of the tokens taken: another's if one is configured, otherwise the demo identity server here. */
    public String issuer() {
        return oidc.external() ? oidc.issuer() : publicUrl.toString();
    }

    /**
     * Which PostgreSQL.
     *
     * @param url  JDBC address; empty starts one of our own under {@code data}
     * @param pool connections held at most
     */
    public record Database(String url, String user, String password, int pool) {

        public Database {
            Checks.require(pool >= 4 && pool <= 200, "cloudfilm.database.pool must be 4 to 200");
            Checks.require(url == null || url.isBlank() || url.startsWith("jdbc:postgresql:"),
                    "cloudfilm.database.url must start with jdbc:postgresql:");
        }

        public boolean external() {
            return url != null && !url.isBlank();
        }

        @Override
        public String toString() {
            return "Database[url=" + url + ", user=" + user + ", password=***, pool=" + pool + "]";
        }
    }

    /**
     * Where packs lie.
     *
     * @param endpoint of an S3 store; empty keeps packs in files
     * @param files    directory of those; empty is one under {@code data}
     */
    public record Objects(
            String endpoint, String bucket, String region, String accessKey, String secretKey, String files) {

        public Objects {
            if (endpoint != null && !endpoint.isBlank()) {
                s3(endpoint, bucket, region, accessKey, secretKey);
            }
        }

        public boolean s3() {
            return endpoint != null && !endpoint.isBlank();
        }

        /** Where files are kept, if that is set. */
        public Optional<Path> directory() {
            return Optional.ofNullable(files).filter(name -> !name.isBlank()).map(Path::of);
        }

        public ObjectStoreSettings.S3 toS3() {
            return s3(endpoint, bucket, region, accessKey, secretKey);
        }

        private static ObjectStoreSettings.S3 s3(
                String endpoint, String bucket, String region, String accessKey, String secretKey) {
            return new ObjectStoreSettings.S3(
                    URI.create(endpoint), bucket, region, accessKey, secretKey, ObjectStoreSettings.Limits.DEFAULT);
        }

        @Override
        public String toString() {
            return "Objects[endpoint=" + endpoint + ", bucket=" + bucket + ", region=" + region + ", secretKey=***]";
        }
    }

    /**
     * Whose tokens are taken.
     *
     * @param issuer   of any OpenID Connect provider; empty starts the demo identity server
     * @param audience every access token must name
     * @param clientId of the web pages at that provider
     * @param accessTokenLife of the demo identity server's tokens
     */
    public record Oidc(String issuer, String audience, String clientId, Duration accessTokenLife) {

        public Oidc {
            Checks.require(audience != null && !audience.isBlank(), "cloudfilm.oidc.audience must not be empty");
            Checks.require(clientId != null && !clientId.isBlank(), "cloudfilm.oidc.client-id must not be empty");
            Checks.require(accessTokenLife != null && accessTokenLife.toSeconds() >= 60,
                    "cloudfilm.oidc.access-token-life must be a minute or more");
            if (issuer != null && !issuer.isBlank()) {
                Checks.requireHttp(issuer, "cloudfilm.oidc.issuer");
            }
        }

        public boolean external() {
            return issuer != null && !issuer.isBlank();
        }
    }

    /** @param images whether synthetic films are stored at the first start */
    public record Demo(boolean images) {}

    /**
     * One hospital of the deployment.
     *
     * @param hl7Charset of HL7 v2 messages that do not say theirs; empty means UTF-8 or else GB18030
     * @param subscriptionEndpoints host names and networks where its subscriptions may lead
     */
    public record Member(
            String id,
            String name,
            String nameEn,
            List<String> aeTitles,
            List<String> addresses,
            List<String> hl7Facilities,
            String hl7Charset,
            List<String> subscriptionEndpoints) {

        /** One that may not subscribe. */
        public Member(
                String id,
                String name,
                String nameEn,
                List<String> aeTitles,
                List<String> addresses,
                List<String> hl7Facilities,
                String hl7Charset) {
            this(id, name, nameEn, aeTitles, addresses, hl7Facilities, hl7Charset, List.of());
        }

        @ConstructorBinding
        public Member {
            Checks.require(name != null && !name.isBlank(), "every hospital in cloudfilm.hospitals needs a name");
            aeTitles = aeTitles == null ? List.of() : List.copyOf(aeTitles);
            addresses = addresses == null ? List.of() : List.copyOf(addresses);
            hl7Facilities = hl7Facilities == null ? List.of() : List.copyOf(hl7Facilities);
            subscriptionEndpoints = subscriptionEndpoints == null ? List.of() : List.copyOf(subscriptionEndpoints);
            requireEndpoints(id, subscriptionEndpoints);
            Checks.require(hl7Charset == null || hl7Charset.isBlank() || Charset.isSupported(hl7Charset.strip()),
                    "hl7-charset names no character set: cloudfilm.hospitals, " + id);
            for (String ae : aeTitles) {
                Checks.require(!ae.isBlank() && ae.length() <= 16,
                        "an AE title has 1 to 16 characters: cloudfilm.hospitals, " + id);
            }
        }

        private static void requireEndpoints(String id, List<String> endpoints) {
            try {
                new AllowedEndpoints(endpoints);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "subscription-endpoints has " + e.getMessage() + ": cloudfilm.hospitals, " + id, e);
            }
        }

        Hospital toHospital() {
            String english = nameEn == null || nameEn.isBlank() ? name : nameEn;
            Optional<Charset> charset = Optional.ofNullable(hl7Charset)
                    .filter(charsetName -> !charsetName.isBlank())
                    .map(charsetName -> Charset.forName(charsetName.strip()));
            return new Hospital(
                    new HospitalId(id),
                    name,
                    english,
                    aeTitles,
                    addresses,
                    new Hl7Senders(hl7Facilities, charset),
                    new AllowedEndpoints(subscriptionEndpoints));
        }
    }
}
