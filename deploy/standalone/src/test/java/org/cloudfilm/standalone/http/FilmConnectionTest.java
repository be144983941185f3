package org.cloudfilm.standalone.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges of a file, asked for over a connection that is kept; {@code /from-to} is answered by that range. */
class FilmConnectionTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private final byte[] film = new byte[12 * MEGABYTE];
    private Tomcat tomcat;
    private Socket client;

    @BeforeEach
    void serve() throws Exception {
        new Random(7).nextBytes(film);
        Path file = Files.write(folder.resolve("film"), film);
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setSilent(true);
        Connector connector = new Connector(FilmProtocol.class.getName());
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "ranges", new Ranges(file));
        context.addServletMappingDecoded("/*", "ranges");
        tomcat.start();
        client = new Socket();
    }

    @AfterEach
    void stop() throws IOException, LifecycleException {
        client.close();
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void ranges_oneAfterTheOther_areWhole() throws IOException {
        connect();
        for (int i = 0; i < 200; i++) {
            int from = i * 4_099;
            int to = from + 16_384 + i * 2_617;
            ask(from, to);
            assertThat(answer()).as("%d-%d", from, to).isEqualTo(Arrays.copyOfRange(film, from, to));
        }
    }

    @Test
    void range_ofASlowClient_isWhole() throws IOException {
        client.setReceiveBufferSize(4_096);
        connect();
        ask(1_000, 1_000 + MEGABYTE);
        assertThat(answer(3_000)).isEqualTo(Arrays.copyOfRange(film, 1_000, 1_000 + MEGABYTE));
        ask(5, 70_000);
        assertThat(answer()).isEqualTo(Arrays.copyOfRange(film, 5, 70_000));
    }

    @Test
    void ranges_askedForAtOnce_comeInOrder() throws IOException {
        connect();
        for (int i = 0; i < 6; i++) {
            ask(i, i + 600_000);
        }
        for (int i = 0; i < 6; i++) {
            assertThat(answer()).isEqualTo(Arrays.copyOfRange(film, i, i + 600_000));
        }
    }

    @Test
    void range_tooLargeToBeMapped_isWhole() throws IOException {
        connect();
        ask(1, film.length);
        assertThat(answer()).isEqualTo(Arrays.copyOfRange(film, 1, film.length));
        ask(0, MEGABYTE);
        assertThat(answer()).isEqualTo(Arrays.copyOf(film, MEGABYTE));
    }

    @Test
    void range_ofAConnectionThatEnds_isWhole() throws IOException {
        connect();
        send("GET /100-500000 HTTP/1.1\r\nHost: film\r\nConnection: close\r\n\r\n");
        assertThat(answer()).isEqualTo(Arrays.copyOfRange(film, 100, 500_000));
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void range_ofAFileThatIsGone_endsTheConnectionAndNoOther() throws IOException {
        connect();
        Files.delete(folder.resolve("film"));
        ask(0, 100_000);
        assertThat(client.getInputStream().readAllBytes().length).isLessThan(100_000);
        Files.write(folder.resolve("film"), film);
        client.close();
        client = new Socket();
        connect();
        ask(0, 100_000);
        assertThat(answer()).isEqualTo(Arrays.copyOf(film, 100_000));
    }

    private void connect() throws IOException {
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort()));
        client.setSoTimeout(20_000);
    }

    private void ask(int from, int to) throws IOException {
        send("GET /" + from + "-" + to + " HTTP/1.1\r\nHost: film\r\n\r\n");
    }

    private void send(String request) throws IOException {
        client.getOutputStream().write(request.getBytes(US_ASCII));
    }

    private byte[] answer() throws IOException {
        return answer(Integer.MAX_VALUE);
    }

    private byte[] answer(int atATime) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            header.append((char) new DataInputStream(in).readUnsignedByte());
        }
        int length = header.toString().lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst().orElseThrow();
        byte[] body = new byte[length];
        int at = 0;
        while (at < length) {
            int n = in.read(body, at, Math.min(atATime, length - at));
            assertThat(n).as("bytes before the end").isPositive();
            at += n;
        }
        return body;
    }

    /** What the handlers of films do. */
    private static final class Ranges extends HttpServlet {

        private final transient Path file;

        Ranges(Path file) {
            this.file = file;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            String[] range = request.getRequestURI().substring(1).split("-");
            long from = Long.parseLong(range[0]);
            long to = Long.parseLong(range[1]);
            response.setContentLengthLong(to - from);
            request.setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
            request.setAttribute("org.apache.tomcat.sendfile.start", from);
            request.setAttribute("org.apache.tomcat.sendfile.end", to);
        }
    }
}
