package org.cloudfilm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server for films. */
interface Peer extends Server {

    /** Where the DICOMweb root is, without a slash at the end. */
    String dicomWeb();

    int dicomPort();

    String aeTitle();

    /** What to accept to get a frame with as little around it as the server can. */
    String frameType();

    @Override
    default String base() {
        return dicomWeb();
    }

    /** Debian's Orthanc with its DICOMweb plugin, otherwise as it comes. */
    record Orthanc(Process process, Path data, int dicomPort, int httpPort) implements Peer {

        static Orthanc start(Children children, Path home) throws IOException, InterruptedException {
            Path data = Files.createDirectories(home.resolve("orthanc"));
            int dicom = Server.freePort();
            int http = Server.freePort();
            Path settings = Files.writeString(home.resolve("orthanc.json"), """
                    {"Name": "bench", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                     "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"],
                     "DicomAet": "ORTHANC", "DicomPort": %2$d, "HttpPort": %3$d, "DicomAlwaysAllowStore": true,
                     "RemoteAccessAllowed": true, "AuthenticationEnabled": false,
                     "DicomWeb": {"Enable": true, "Root": "/dicom-web/"}}
                    """.formatted(data, dicom, http));
            Path log = home.resolve("orthanc.log");
            Process process = children.start(log, List.of("/usr/sbin/Orthanc", settings.toString()));
            Server.awaitReady(process, log, "http://127.0.0.1:" + http + "/system", 30);
            return new Orthanc(process, data, dicom, http);
        }

        @Override
        public String name() {
            return "Orthanc";
        }

        @Override
        public String dicomWeb() {
            return "http://127.0.0.1:" + httpPort + "/dicom-web";
        }

        @Override
        public String frameType() {
            return "multipart/related; type=\"application/octet-stream\"";
        }

        @Override
        public String aeTitle() {
            return "ORTHANC";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** Cloudfilm as {@code deploy/run} starts it, asked by the hospital that sent the films. */
    record Cloudfilm(Process process, Path data, int dicomPort, int httpPort, String token) implements Peer {

        static Cloudfilm start(Children children, Path home, Path deploy) throws IOException, InterruptedException {
            Path data = home.resolve("cloudfilm");
            int dicom = Server.freePort();
            int http = Server.freePort();
            Path log = home.resolve("cloudfilm.log");
            Process process = children.start(log, List.of(deploy.resolve("run").toString(),
                    "--port", Integer.toString(http), "--dicom-port", Integer.toString(dicom), "--hl7-port", "0",
                    "--data", data.toString(), "--no-demo"));
            String url = "http://localhost:" + http;
            Server.awaitReady(process, log, url + "/actuator/health", 600);
            String token = children.run(30, List.of(deploy.resolve("token").toString(), "hospital-lishui", "--url", url));
            return new Cloudfilm(process, data, dicom, http, token.strip());
        }

        @Override
        public String name() {
            return "ours";
        }

        @Override
        public String dicomWeb() {
            return "http://localhost:" + httpPort + "/dicom-web";
        }

        @Override
        public String frameType() {
            return "application/octet-stream";
        }

        @Override
        public String aeTitle() {
            return "CLOUDFILM";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Authorization", "Bearer " + token);
        }
    }

    /** nginx serving files: what the machine can do at most. */
    record Nginx(Process process, Path data, int httpPort) implements Peer {

        static Nginx start(Children children, Path home, Path files) throws IOException, InterruptedException {
            int http = Server.freePort();
            Path settings = Files.writeString(home.resolve("nginx.conf"), """
                    %4$sworker_processes auto; daemon off; pid %1$s/nginx.pid; error_log %1$s/nginx.log;
                    events { worker_connections 512; }
                    http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
                      client_body_temp_path %1$s/nt1; proxy_temp_path %1$s/nt2; fastcgi_temp_path %1$s/nt3;
                      uwsgi_temp_path %1$s/nt4; scgi_temp_path %1$s/nt5;
                      server { listen 127.0.0.1:%2$d; root %3$s; default_type application/octet-stream; } }
                    """.formatted(home, http, files, System.getProperty("user.name").equals("root") ? "user root; " : ""));
            Path log = home.resolve("nginx.out");
            Files.writeString(files.resolve("ready"), "ready");
            Process process = children.start(log, List.of("/usr/sbin/nginx", "-p", home.toString(), "-c", settings.toString()));
            Server.awaitReady(process, log, "http://127.0.0.1:" + http + "/ready", 10);
            return new Nginx(process, files, http);
        }

        @Override
        public String name() {
            return "nginx";
        }

        @Override
        public String dicomWeb() {
            return "http://127.0.0.1:" + httpPort;
        }

        @Override
        public int dicomPort() {
            throw new UnsupportedOperationException("nginx speaks no DICOM");
        }

        @Override
        public String frameType() {
            return "*/*";
        }

        @Override
        public String aeTitle() {
            throw new UnsupportedOperationException("nginx speaks no DICOM");
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }
}
