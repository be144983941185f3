package org.cloudfilm.standalone.simulators;

import java.nio.file.Path;

/**
 * How the simulators are started.
 *
 * @param port      0 for any that is free
 * @param publicUrl where a phone reaches the page to pay on; empty for the address listened on
 * @param data      directory of what they remember and of the channel's key
 * @param tethered  end when standard input ends: with whoever started them, however that ended
 */
record SimulatorOptions(String address, int port, String publicUrl, Path data, boolean tethered) {

    static final String USAGE = """
            usage: simulators [options]

              --port 8090           HTTP
              --address 127.0.0.1   where it listens
              --public-url URL      where a phone reaches it
              --data DIR            what is remembered, and the channel's key (default: data/simulators)
              --tethered            end when standard input ends
            """;

    /** @throws IllegalArgumentException with what is wrong */
    static SimulatorOptions parse(String[] args) {
        String address = "127.0.0.1";
        int port = 8090;
        String publicUrl = "";
        Path data = Path.of("data", "simulators");
        boolean tethered = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--port" -> port = port(value(args, ++i));
                case "--address" -> address = value(args, ++i);
                case "--public-url" -> publicUrl = value(args, ++i);
                case "--data" -> data = Path.of(value(args, ++i));
                case "--tethered" -> tethered = true;
                default -> throw new IllegalArgumentException("unknown argument " + args[i]);
            }
        }
        return new SimulatorOptions(address, port, publicUrl, data, tethered);
    }

    private static String value(String[] args, int i) {
        if (i == args.length) {
            throw new IllegalArgumentException(args[i - 1] + " needs a value");
        }
        return args[i];
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("--port must be 0 to 65535");
        }
        return Integer.parseInt(text);
    }
}
