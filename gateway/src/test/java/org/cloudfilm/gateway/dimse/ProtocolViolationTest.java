package org.cloudfilm.gateway.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.cloudfilm.gateway.testing.Ct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the upper layer does with peers that break PS3.8, and that the other connections live on. */
class ProtocolViolationTest {

    private static final String RELEASE_RQ = "05 00 00000004 00000000";

    private final TestScp scp = new TestScp();

    @AfterEach
    void serverStillServes() throws IOException {
        try (scp;
                RawPeer other = RawPeer.associated(scp.port())) {
            other.send(RawPeer.echo(1));
            assertThat(other.read().command().number(CommandSet.STATUS)).hasValue(0);
            assertThat(scp.films.open()).isZero();
        }
    }

    /** AA-1 of table 9-10: before an association the service user aborts. */
    @ParameterizedTest
    @CsvSource({
        "47455420 2f20 485454502f312e310d0a, HTTP",
        "04 00 00000006 00000002 0103, data",
        "05 00 00000004 00000000, release request",
        "02 00 00000004 00000000, accept",
        "ff 00 00000004 00000000, unknown type",
        "01 00 7fffffff 00, request of two gigabytes"
    })
    void firstPdu_noAssociateRequest_abortedByUser(String hex, String what) throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            peer.sendHex(hex);
            assertThat(peer.read()).as(what).hasToString("07 00000000");
            assertThat(peer.closedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "02 00 00000004 00000000,               2, accept",
        "03 00 00000004 00010101,               2, reject",
        "06 00 00000004 00000000,               2, release reply without request",
        "09 00 00000004 00000000,               1, unknown type",
        "05 00 00000006 000000000000,           6, release request too long",
        "04 00 00000000,                        6, data without PDV",
        "04 00 00000006 00000001 0103,          6, PDV shorter than its header",
        "04 00 00000006 00000008 0103,          6, PDV past the end of its PDU",
        "04 00 00000006 ffffffff 0103,          6, PDV of four gigabytes",
        "04 00 ffffffff 00000002 0103,          6, PDU of four gigabytes",
        "04 00 00008001 00000002 0103,          6, PDU longer than negotiated",
        "04 00 00000006 00000002 0503,          5, context that was not proposed",
        "04 00 00000006 00000002 0102,          5, data set without command",
    })
    void associated_brokenPdu_abortedByProviderWithReason(String hex, int reason, String what) throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.sendHex(hex);
            assertThat(peer.read()).as(what).hasToString("07 000002%02x".formatted(reason));
            assertThat(peer.closedByServer()).isTrue();
        }
    }

    @Test
    void associated_secondRequest_aborted() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.associateRequest("CLOUDFILM", "LISHUI", 0));
            assertThat(peer.read()).hasToString("07 00000202");
        }
    }

    @Test
    void associateRequest_itemPastItsEnd_aborted() throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            peer.send(RawPeer.associateRequest(1, "CLOUDFILM", "LISHUI", new byte[] {0x10, 0, 0x7F, 0}));
            assertThat(peer.read()).hasToString("07 00000206");
        }
    }

    @Test
    void associateRequest_withoutContexts_acceptedAndReleased() throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            byte[] items = RawPeer.item(0x10, RawPeer.ascii("1.2.840.10008.3.1.1.1"));
            peer.send(RawPeer.associateRequest(1, "CLOUDFILM", "LISHUI", items));
            assertThat(peer.read().type()).isEqualTo(PduType.ASSOCIATE_AC);
            peer.sendHex(RELEASE_RQ);
            assertThat(peer.read()).hasToString("06 00000000");
        }
    }

    @Test
    void command_garbage_abortedByUser() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.data(RawPeer.ECHO_CONTEXT, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
            assertThat(peer.read()).hasToString("07 00000000");
        }
    }

    @Test
    void command_endless_aborted() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.data(RawPeer.ECHO_CONTEXT, 1, new byte[16000]));
            peer.send(RawPeer.data(RawPeer.ECHO_CONTEXT, 1, new byte[16000]));
            assertThat(peer.read()).hasToString("07 00000206");
        }
    }

    @Test
    void dataSet_onAnotherContext_abortedAndNothingKept() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
            peer.send(RawPeer.data(RawPeer.ECHO_CONTEXT, 2, Ct.dataSet(1, 8)));
            assertThat(peer.read()).hasToString("07 00000205");
        }
        assertThat(scp.films.kept()).isEmpty();
    }

    @Test
    void release_withinMessage_abortedAndNothingKept() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 0, Ct.dataSet(1, 8)));
            peer.sendHex(RELEASE_RQ);
            assertThat(peer.read()).hasToString("07 00000202");
        }
        assertThat(scp.films.kept()).isEmpty();
    }

    @Test
    void connection_cutWithinInstance_uploadUndone() throws IOException {
        RawPeer peer = RawPeer.associated(scp.port());
        peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
        peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 0, Arrays.copyOf(Ct.dataSet(1, 64), 4000)));
        TestScp.await(() -> scp.films.open() == 1);
        peer.cut();
        TestScp.await(() -> scp.films.open() == 0);
        assertThat(scp.films.kept()).isEmpty();
    }

    @Test
    void abort_withinInstance_uploadUndone() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 0, Ct.dataSet(1, 8)));
            peer.sendHex("07 00 00000004 00000000");
            assertThat(peer.closedByServer()).isTrue();
        }
        assertThat(scp.films.kept()).isEmpty();
    }

    @Test
    void connection_thatNeverAsks_closedWhenArtimExpires() throws IOException {
        try (TestScp hasty = hasty();
                RawPeer peer = new RawPeer(hasty.port())) {
            peer.sendHex("01 00 000000ff 0001");
            assertThat(peer.closedByServer()).isTrue();
        }
    }

    @Test
    void association_silentBetweenMessages_aborted() throws IOException {
        try (TestScp hasty = hasty();
                RawPeer peer = RawPeer.associated(hasty.port())) {
            assertThat(peer.read()).hasToString("07 00000200");
        }
    }

    @Test
    void association_silentWithinInstance_abortedAndUndone() throws IOException {
        try (TestScp hasty = hasty();
                RawPeer peer = RawPeer.associated(hasty.port())) {
            peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 0, Ct.dataSet(1, 8)));
            assertThat(peer.read()).hasToString("07 00000200");
            TestScp.await(() -> hasty.films.open() == 0);
            assertThat(hasty.films.kept()).isEmpty();
        }
    }

    /** Responses that nobody takes fill the socket's buffers; the connection must not hang in the write for ever. */
    @Test
    void peer_thatNeverReads_cut() throws IOException {
        try (TestScp hasty = hasty();
                RawPeer peer = RawPeer.associated(hasty.port())) {
            byte[] echo = RawPeer.echo(1);
            IOException cut = null;
            while (cut == null) {
                try {
                    peer.send(echo);
                } catch (IOException e) {
                    cut = e;
                }
            }
            assertThat(cut).isNotNull();
        }
    }

    private static TestScp hasty() {
        return new TestScp(TestScp.settings(10, Duration.ofMillis(300), Duration.ofMillis(700)));
    }
}
