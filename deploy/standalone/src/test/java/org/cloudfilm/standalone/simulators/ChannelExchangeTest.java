package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.viewer.settlement.Fen;
import org.cloudfilm.viewer.settlement.Outcome;
import org.cloudfilm.viewer.settlement.PaymentChannel;
import org.cloudfilm.viewer.settlement.PaymentChannel.Asked;
import org.cloudfilm.viewer.settlement.PaymentChannel.AskedRefund;
import org.cloudfilm.viewer.settlement.PaymentChannel.Bill;
import org.cloudfilm.viewer.settlement.PaymentChannel.Callback;
import org.cloudfilm.viewer.settlement.PaymentChannel.Movement;
import org.cloudfilm.viewer.settlement.PaymentChannel.Prepaid;
import org.cloudfilm.viewer.settlement.PaymentChannel.Refund;
import org.cloudfilm.viewer.settlement.channel.ChannelSettings;
import org.cloudfilm.viewer.settlement.channel.SandboxChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paying by the sandbox channel's process, which loses answers, calls back twice and is killed. */
class ChannelExchangeTest {

    private static final Fen AMOUNT = Fen.of(24_00);

    @TempDir
    static Path directory;

    static RunningSimulators simulators;
    static HttpServer us;
    static SandboxChannel channel;
    static final BlockingQueue<Told> TOLD = new LinkedBlockingQueue<>();
    static volatile int answer = 204;

    /** A callback as it came. */
    record Told(Map<String, List<String>> headers, byte[] body) {

        boolean speaksOf(String payment) {
            return new String(body, StandardCharsets.UTF_8).contains(payment);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        simulators = RunningSimulators.start(directory);
        us = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        us.createContext("/", ChannelExchangeTest::take);
        us.start();
        channel = channel("cloudfilm-demo", InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        channel.close();
        us.stop(0);
        simulators.close();
    }

    @BeforeEach
    void forget() {
        TOLD.clear();
        answer = 204;
    }

    @Test
    void bill_isPaidOnThePhone_andToldOnce() throws Exception {
        Bill bill = bill();
        Prepaid prepaid = done(channel.prepay(bill));
        assertThat(channel.ask(bill.payment())).isEqualTo(new Asked.Open(prepaid));
        assertThat(done(channel.prepay(bill))).as("asked again").isEqualTo(prepaid);

        HttpResponse<String> page = simulators.phone("GET", prepaid.qr(), "en-GB");
        assertThat(page.body()).contains("¥24.00").contains("Pay ¥24.00").contains("检查费");
        simulators.pay(prepaid.qr());
        simulators.pay(prepaid.qr());

        Callback.Paid paid = (Callback.Paid) verified(told(bill.payment()));
        assertThat(paid.paying().payment()).isEqualTo(bill.payment());
        assertThat(paid.paying().amount()).isEqualTo(AMOUNT);
        assertThat(channel.ask(bill.payment())).isEqualTo(new Asked.Paid(paid.paying()));
        assertThat(TOLD.stream().filter(told -> told.speaksOf(bill.payment()))).as("a second one").isEmpty();
        assertThat(simulators.phone("GET", prepaid.qr(), "zh-CN").body()).contains("支付成功").doesNotContain("<button>");
    }

    @Test
    void answerToPrepayIsLost_isAskedFor() throws Exception {
        Bill bill = bill();
        assertThat(channel.ask(bill.payment())).isEqualTo(new Asked.NotDone());
        simulators.fault("channel", "prepay", "lose");

        assertThat(channel.prepay(bill)).isEqualTo(new Outcome.Unknown<>());

        assertThat(channel.ask(bill.payment())).isInstanceOf(Asked.Open.class);
    }

    @Test
    void closedBill_cannotBePaid_paidOneCannotBeClosed() throws Exception {
        Bill closed = bill();
        Prepaid prepaid = done(channel.prepay(closed));
        assertThat(channel.close(closed.payment())).isEqualTo(new Asked.Closed());
        simulators.pay(prepaid.qr());
        assertThat(channel.ask(closed.payment())).isEqualTo(new Asked.Closed());

        Bill paid = bill();
        simulators.pay(done(channel.prepay(paid)).qr());
        assertThat(channel.close(paid.payment())).isInstanceOf(Asked.Paid.class);
    }

    @Test
    void refund_whoseAnswerIsLost_isAskedFor_andGivenOnce() throws Exception {
        Bill bill = paid();
        Refund refund = new Refund(number("r"), bill.payment(), AMOUNT, AMOUNT);
        assertThat(channel.askRefund(refund.refund())).isEqualTo(new AskedRefund.NotDone());
        simulators.fault("channel", "refund", "lose");

        assertThat(channel.refund(refund)).isEqualTo(new Outcome.Unknown<>());

        assertThat(channel.askRefund(refund.refund())).isEqualTo(new AskedRefund.Done());
        assertThat(channel.refund(refund)).as("the same one again").isEqualTo(Outcome.done());
        assertThat(channel.refund(new Refund(number("r"), bill.payment(), AMOUNT, AMOUNT)))
                .as("more than was paid").isEqualTo(new Outcome.Refused<>("NOT_ENOUGH"));
        assertThat(movements().stream().filter(one -> one.refund() && one.no().equals(refund.refund()))).hasSize(1);
        assertThat(movements().stream().filter(one -> one.no().equals(bill.payment()))).hasSize(1);
    }

    @Test
    void callback_thatNobodyTook_comesAgain_alsoAfterARestart() throws Exception {
        answer = 500;
        Bill bill = bill();
        simulators.pay(done(channel.prepay(bill)).qr());
        assertThat(verified(told(bill.payment()))).isInstanceOf(Callback.Paid.class);

        simulators.kill();
        answer = 204;
        TOLD.clear();
        simulators.start();

        assertThat(((Callback.Paid) verified(told(bill.payment()))).paying().payment()).isEqualTo(bill.payment());
    }

    @Test
    void callbackSentTwice_isSignedTwice_aCopyOfOneIsAReplay() throws Exception {
        Bill bill = paid("twice");
        Told first = told(bill.payment());
        Told second = told(bill.payment());

        assertThat(verified(first)).isInstanceOf(Callback.Paid.class);
        assertThat(verified(second)).isEqualTo(channelOf(first));
        assertThat(verified(first)).as("replayed").isEqualTo(new Callback.Forged());
    }

    @Test
    void callbacksNotOfTheChannel_areForged() throws Exception {
        Bill bill = paid("forge");
        assertThat(verified(told(bill.payment()))).isEqualTo(new Callback.Forged());
        Told real = told(bill.payment());

        String body = new String(real.body, StandardCharsets.UTF_8);
        assertThat(channel.verify(real.headers, body.replace("2400", "1").getBytes(StandardCharsets.UTF_8)))
                .as("another amount").isEqualTo(new Callback.Forged());
        Map<String, List<String>> bare = new HashMap<>(real.headers);
        bare.keySet().removeIf(name -> name.equalsIgnoreCase("Channel-Signature"));
        assertThat(channel.verify(bare, real.body)).as("unsigned").isEqualTo(new Callback.Forged());
        Map<String, List<String>> doubled = new HashMap<>(real.headers);
        doubled.put("channel-nonce-2", List.of("x"));
        doubled.replaceAll((name, values) ->
                name.equalsIgnoreCase("Channel-Timestamp") ? List.of(values.getFirst(), values.getFirst()) : values);
        assertThat(channel.verify(doubled, real.body)).as("two times").isEqualTo(new Callback.Forged());
        try (SandboxChannel later = channel("cloudfilm-demo", Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6)))) {
            assertThat(later.verify(real.headers, real.body)).as("too old").isEqualTo(new Callback.Forged());
        }
        assertThat(verified(real)).isInstanceOf(Callback.Paid.class);
    }

    @Test
    void strangersKey_hugeAmount_otherAmountUnderTheNumber_areRefused() throws Exception {
        try (SandboxChannel stranger = channel("wrong", InstantSource.system())) {
            assertThat(stranger.prepay(bill())).isEqualTo(new Outcome.Refused<>("SIGN_ERROR"));
        }
        Bill bill = bill();
        channel.prepay(bill);
        assertThat(channel.prepay(new Bill(bill.payment(), Fen.of(1), bill.title(), bill.expiresAt())))
                .isEqualTo(new Outcome.Refused<>("OUT_TRADE_NO_USED"));
        assertThat(channel.refund(new Refund(number("r"), bill.payment(), AMOUNT, AMOUNT)))
                .isEqualTo(new Outcome.Refused<>("NOT_PAID"));
        assertThat(simulators.phone("GET", simulators.url() + "/pay/0123", "en").statusCode()).isEqualTo(404);
    }

    @Test
    void channelIsDown_nothingIsKnown() throws Exception {
        simulators.fault("channel", "*", "down");
        assertThat(channel.prepay(bill())).isEqualTo(new Outcome.Unknown<>());
        simulators.fault("channel", "ask", "fail");
        assertThat(channel.ask(number("p"))).isEqualTo(new Asked.Unknown());
    }

    private static Bill paid() throws Exception {
        return pay(bill());
    }

    /** @param fault of its callback */
    private static Bill paid(String fault) throws Exception {
        Bill bill = bill();
        simulators.fault("callback", bill.payment(), fault);
        return pay(bill);
    }

    private static Bill pay(Bill bill) throws Exception {
        simulators.pay(done(channel.prepay(bill)).qr());
        return bill;
    }

    private static List<Movement> movements() {
        return done(channel.statement(LocalDate.now(ZoneId.of("Asia/Shanghai"))));
    }

    /** The next one that speaks of a payment. */
    private static Told told(String payment) throws InterruptedException {
        for (Told told = TOLD.poll(30, TimeUnit.SECONDS); told != null; told = TOLD.poll(30, TimeUnit.SECONDS)) {
            if (told.speaksOf(payment)) {
                return told;
            }
        }
        throw new AssertionError("no callback came");
    }

    private static Callback verified(Told told) {
        return channel.verify(told.headers, told.body);
    }

    /** By a channel that has seen nothing yet. */
    private static Callback channelOf(Told told) throws IOException {
        try (SandboxChannel other = channel("cloudfilm-demo", InstantSource.system())) {
            return other.verify(told.headers, told.body);
        }
    }

    private static void take(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>(exchange.getRequestHeaders());
        TOLD.add(new Told(headers, exchange.getRequestBody().readAllBytes()));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private static SandboxChannel channel(String merchantKey, InstantSource clock) throws IOException {
        return new SandboxChannel(
                new ChannelSettings(
                        simulators.url(),
                        merchantKey,
                        ChannelSettings.key(simulators.channelKey()),
                        URI.create("http://127.0.0.1:" + us.getAddress().getPort() + "/callback"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5)),
                clock);
    }

    private static Bill bill() {
        return new Bill(number("p"), AMOUNT, "检查费 · Imaging exam", Instant.now().plusSeconds(600));
    }

    private static String number(String letter) {
        return letter + UUID.randomUUID().toString().replace("-", "").substring(0, 30);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }
}
