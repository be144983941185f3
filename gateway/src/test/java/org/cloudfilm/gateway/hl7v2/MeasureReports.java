package org.cloudfilm.gateway.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many reports a second get from a socket into the records, over four connections: ORU^R01 of imaging (a report with
 * two observations and its order), each of another patient and visit. Run by hand; arguments are how many to send to
 * warm up and how many to measure.
 */
final class MeasureReports {

    private static final int CONNECTIONS = 4;

    private MeasureReports() {}

    public static void main(String[] arguments) throws Exception {
        int warm = Integer.parseInt(arguments[0]);
        int measured = Integer.parseInt(arguments[1]);
        try (RecordsDoor cloudfilm = new RecordsDoor()) {
            AtomicInteger next = new AtomicInteger();
            send(cloudfilm, next, warm);
            long began = System.nanoTime();
            send(cloudfilm, next, warm + measured);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%d reports in %.1f s: %.0f a second, %d records%n",
                    measured, seconds, measured / seconds, cloudfilm.count("record"));
        }
    }

    private static void send(RecordsDoor cloudfilm, AtomicInteger next, int upTo) throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(Thread.ofPlatform().start(() -> {
                try (MllpPeer ris = cloudfilm.peer()) {
                    for (int n = next.getAndIncrement(); n < upTo; n = next.getAndIncrement()) {
                        if (!ris.ask(report(n)).contains("MSA|AA|")) {
                            throw new IllegalStateException("a report was not taken");
                        }
                    }
                    next.decrementAndGet();
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private static String report(int n) {
        return RecordsDoor.message("R" + n, "LISHUI", "ORU^R01", ("PID|1||%1$d^^^LISHUI^PI||张^三||19800101|M"
                + "!PV1|1|O|||||||||||||||||V%1$d!ORC|RE|P%1$d|F%1$d"
                + "!OBR|1|P%1$d|F%1$d|CT^胸部CT平扫^L|||20260106101500|||||||||||A%1$d||||20260106110000||CT|F"
                + "!OBX|1|TX|S^检查所见^L||两肺纹理清晰，未见实变。||||||F!OBX|2|TX|I^诊断意见^L||未见异常||||||F").formatted(n));
    }
}
