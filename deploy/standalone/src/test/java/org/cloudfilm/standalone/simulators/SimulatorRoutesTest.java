package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each address of the simulators says to requests that are none. */
class SimulatorRoutesTest {

    private static final String MERCHANT = "Bearer " + Simulators.DEMO_SECRET;

    @TempDir
    static Path directory;

    static RunningSimulators simulators;
    static HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        simulators = RunningSimulators.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        simulators.close();
        http.close();
    }

    @Test
    void insurance_unsignedMessage_isRefusedInItsOwnTerms() throws Exception {
        HttpResponse<String> answer = send("POST", "/insurance", "", "{\"infno\":\"2207\",\"input\":{}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"infcode\":\"-1\"").contains("E0002");
    }

    @Test
    void channel_withoutTheMerchantsKey_saysNothing() throws Exception {
        for (String path : new String[] {"payments/p123456", "refunds/r123456", "bills/2026-11-22", "nothing"}) {
            HttpResponse<String> answer = send("GET", "/channel/" + path, "Bearer guessed", "");
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"code\":\"SIGN_ERROR\"}");
        }
    }

    @Test
    void channel_malformed_isRefused_andNothingIsKept() throws Exception {
        for (String amount : new String[] {"-1", "0", "1.5", "\"24\"", "1000000001", "99999999999999999999"}) {
            assertThat(send("POST", "/channel/payments", MERCHANT, bill(amount)).statusCode()).as(amount).isEqualTo(400);
        }
        assertThat(send("POST", "/channel/payments", MERCHANT, "[]").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/channel/payments", MERCHANT, "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
        assertThat(send("GET", "/channel/payments/p000001", MERCHANT, "").body()).isEqualTo("{\"code\":\"ORDER_NOT_EXIST\"}");
        assertThat(send("GET", "/channel/bills/today", MERCHANT, "").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", "/channel/payments/p000001", MERCHANT, "").statusCode()).isEqualTo(404);
    }

    @Test
    void payPage_unknownPayment_saysSoInBothLanguages_andRunsNothing() throws Exception {
        HttpResponse<String> english = send("GET", "/pay/<script>".replace("<", "%3C").replace(">", "%3E") + "?lang=en", "", "");

        assertThat(english.statusCode()).isEqualTo(404);
        assertThat(english.body()).contains("There is no such payment").doesNotContain("<script");
        assertThat(english.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
        assertThat(send("POST", "/pay/0?lang=zh", "", "").body()).contains("没有这笔订单");
    }

    @Test
    void fault_unknownKindOrTarget_isRefused_knownOnesAreListedAndForgotten() throws Exception {
        assertThat(send("POST", "/faults", "", "{\"target\":\"insurer\",\"kind\":\"lose\"}").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/faults", "", "{\"target\":\"channel\",\"kind\":\"explode\"}").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/faults", "", "{\"target\":\"callback\",\"kind\":\"slow\",\"times\":2}").statusCode())
                .isEqualTo(201);
        assertThat(send("GET", "/faults", "", "").body()).contains("\"times\":2");
        assertThat(send("DELETE", "/faults", "", "").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/faults", "", "").body()).isEqualTo("{\"faults\":[]}");
    }

    private static String bill(String amount) {
        return """
                {"out_trade_no":"p000001","description":"x","time_expire":"2999-01-01T00:00:00Z","amount":{"total":%s}}
                """.formatted(amount);
    }

    private static HttpResponse<String> send(String method, String path, String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulators.url().resolve(path))
                .method(method, BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
