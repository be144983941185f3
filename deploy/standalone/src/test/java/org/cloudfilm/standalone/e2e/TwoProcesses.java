package org.cloudfilm.standalone.e2e;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hospitals' door and the people's door, each a process, on one database and one object store. */
record TwoProcesses(RunningCloudfilm gateway, RunningCloudfilm viewer, String database, String password)
        implements AutoCloseable {

    /** @param settings of the viewer, beyond what makes it one */
    static TwoProcesses start(Path directory, Map<String, String> settings) throws Exception {
        Path mine = Files.createDirectories(directory.resolve("gateway"));
        Path yours = Files.createDirectories(directory.resolve("viewer"));
        int viewerPort = RunningCloudfilm.freePort();
        String objects = directory.resolve("objects").toString();
        RunningCloudfilm gateway = RunningCloudfilm.start(mine, Map.of(
                "CLOUDFILM_DOORS", "gateway",
                "CLOUDFILM_OBJECTS", objects,
                "CLOUDFILM_FILMS_QUIET", "2s",
                "CLOUDFILM_OIDC_ISSUER", "http://localhost:" + viewerPort));
        Path postgres = gateway.data().resolve("postgres");
        String database = "jdbc:postgresql://127.0.0.1:" + port(postgres) + "/postgres";
        String password = Files.readString(postgres.resolve("password"), StandardCharsets.US_ASCII).strip();
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "CLOUDFILM_DOORS", "viewer",
                "CLOUDFILM_PORT", Integer.toString(viewerPort),
                "CLOUDFILM_OBJECTS", objects,
                "CLOUDFILM_DATABASE_URL", database,
                "CLOUDFILM_DATABASE_USER", "cloudfilm",
                "CLOUDFILM_DATABASE_PASSWORD", password));
        return new TwoProcesses(gateway, RunningCloudfilm.start(yours, environment), database, password);
    }

    private static String port(Path postgres) throws Exception {
        Matcher port = Pattern.compile("(?m)^port *= *(\\d+)").matcher(
                Files.readString(postgres.resolve("data").resolve("postgresql.conf")));
        if (!port.find()) {
            throw new IllegalStateException("the database names no port");
        }
        return port.group(1);
    }

    @Override
    public void close() throws Exception {
        viewer.close();
        gateway.close();
    }
}
