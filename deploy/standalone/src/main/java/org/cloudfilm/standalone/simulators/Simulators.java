package org.cloudfilm.standalone.simulators;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** The insurance and the payment channel of a demonstration, in one process of their own. */
public final class Simulators implements AutoCloseable {

    /** Set by whoever starts them; both sides of a demonstration know these. */
    static final String INSURANCE_SECRET = "CLOUDFILM_INSURANCE_SECRET";
    static final String MERCHANT_KEY = "CLOUDFILM_CHANNEL_KEY";
    static final String DEMO_SECRET = "cloudfilm-demo";

    private final HttpServer server;
    private final StateFile state;
    private final Thread callbacks;
    private final String publicUrl;

    private Simulators(SimulatorOptions options) throws IOException {
        Files.createDirectories(options.data());
        InstantSource clock = InstantSource.system();
        Faults faults = new Faults();
        Door door = new Door(faults);
        state = StateFile.open(options.data().resolve("state.jsonl"));
        server = listen(options);
        publicUrl = options.publicUrl().isBlank()
                ? "http://" + options.address() + ":" + server.getAddress().getPort()
                : options.publicUrl();
        ChannelDesk channel = new ChannelDesk(state, clock, this::url);
        server.createContext("/insurance", new InsuranceDoor(
                new InsuranceDesk(state, clock), door, secret(INSURANCE_SECRET), clock));
        server.createContext(ChannelDoor.ROOT, new ChannelDoor(channel, door, secret(MERCHANT_KEY)));
        server.createContext(PayPage.ROOT, new PayPage(channel));
        server.createContext("/faults", new FaultsDoor(faults));
        server.createContext("/health", exchange -> Door.answer(exchange, Reply.text(200, "UP")));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        callbacks = Thread.ofPlatform().name("callbacks").daemon().unstarted(
                new SendCallbacks(state, ChannelKey.loadOrMake(options.data()), faults, clock));
        server.start();
        callbacks.start();
    }

    /** Ends when killed, or with whoever started them. */
    public static void main(String[] args) throws IOException {
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("simulators: " + e.getMessage());
            System.err.print(SimulatorOptions.USAGE);
            System.exit(2);
            return;
        }
        try {
            Simulators simulators = new Simulators(options);
            System.out.println("Simulators of the insurance and the payment channel: " + simulators.url());
        } catch (IOException e) {
            System.err.println("simulators: " + e.getMessage());
            System.exit(1);
        }
        if (options.tethered()) {
            while (System.in.read() >= 0) {
                // nobody says anything; what counts is that the pipe ends with its other side
            }
            System.exit(0);
        }
    }

    private static HttpServer listen(SimulatorOptions options) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(options.address(), options.port()), 64);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + options.address() + ":" + options.port() + ": " + e.getMessage(), e);
        }
    }

    String url() {
        return publicUrl;
    }

    static String secret(String name) {
        String given = System.getenv(name);
        return given == null || given.isBlank() ? DEMO_SECRET : given;
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        callbacks.interrupt();
        state.close();
    }
}
