package org.cloudfilm.gateway.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.cloudfilm.gateway.testing.Ct;
import org.junit.jupiter.api.Test;

/** A whole conversation with bytes flipped, dropped, doubled: the server answers or hangs up, and stays whole. */
class MutatedAssociationTest {

    private static final int ROUNDS = 1500;

    @Test
    void conversation_mutated_serverUnharmed() throws IOException {
        try (TestScp scp = new TestScp(TestScp.settings(50, Duration.ofMillis(200), Duration.ofMillis(200)))) {
            byte[] conversation = RawPeer.concat(
                    RawPeer.associateRequest("CLOUDFILM", "LISHUI", 16384),
                    RawPeer.echo(1),
                    RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"),
                    RawPeer.data(RawPeer.CT_CONTEXT, 2, Ct.dataSet(1, 16)),
                    HexFormat.of().parseHex("05000000000400000000"));
            IntStream.range(0, ROUNDS).parallel().forEach(round -> {
                try (RawPeer peer = new RawPeer(scp.port())) {
                    peer.send(mutated(conversation, new Random(round)));
                    peer.readToEnd();
                } catch (IOException e) {
                    // the server hung up while we were still writing
                    assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
                }
            });
            TestScp.await(() -> scp.films.open() == 0);
            try (RawPeer peer = RawPeer.associated(scp.port())) {
                peer.send(RawPeer.echo(1));
                assertThat(peer.read().command().number(CommandSet.STATUS)).hasValue(0);
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            // mostly in the protocol, seldom in the pixels
            int at = random.nextInt(random.nextBoolean() ? 400 : bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = RawPeer.concat(slice(bytes, 0, at), slice(bytes, at + 1, bytes.length));
                default -> bytes = RawPeer.concat(slice(bytes, 0, at), slice(bytes, at / 2, bytes.length));
            }
        }
        return bytes;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, Math.min(from, to), to);
    }
}
