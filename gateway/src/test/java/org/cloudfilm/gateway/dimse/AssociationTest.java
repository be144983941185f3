package org.cloudfilm.gateway.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.cloudfilm.gateway.testing.Ct;
import org.cloudfilm.storage.film.StoreOutcome.Reason;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Associations and messages, as the bytes on the wire have them. */
class AssociationTest {

    private static final String RELEASE_RQ = "05 00 00000004 00000000";

    private final TestScp scp = new TestScp();

    @AfterEach
    void stop() {
        scp.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUDFILM, NOBODY,    01 01 03",
        "CLOUDFILM, lishui,    01 01 03",
        "CLOUDFILM, ELSEWHERE, 01 01 03",
        "cloudfilm, LISHUI,    01 01 07",
        "OTHER,     LISHUI,    01 01 07"
    })
    void request_wrongAeTitleOrAddress_rejectedPermanently(String called, String calling, String reason)
            throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            peer.send(RawPeer.associateRequest(called, calling, 16384));
            assertThat(peer.read()).hasToString("03 00" + reason.replace(" ", ""));
            assertThat(peer.closedByServer()).isTrue();
        }
    }

    @Test
    void request_otherProtocolVersion_rejected() throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            byte[] items = RawPeer.item(0x10, RawPeer.ascii("1.2.840.10008.3.1.1.1"));
            peer.send(RawPeer.associateRequest(2, "CLOUDFILM", "LISHUI", items));
            assertThat(peer.read()).hasToString("03 00010202");
        }
    }

    @Test
    void request_otherApplicationContext_rejected() throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            byte[] items = RawPeer.item(0x10, RawPeer.ascii("1.2.3"));
            peer.send(RawPeer.associateRequest(1, "CLOUDFILM", "LISHUI", items));
            assertThat(peer.read()).hasToString("03 00010102");
        }
    }

    @Test
    void request_beyondTheLimit_rejectedTransiently() throws IOException {
        try (TestScp small = new TestScp(TestScp.settings(1, Duration.ofSeconds(30), Duration.ofSeconds(30)))) {
            RawPeer first = RawPeer.associated(small.port());
            try (RawPeer second = new RawPeer(small.port())) {
                second.send(RawPeer.associateRequest("CLOUDFILM", "LISHUI", 16384));
                assertThat(second.read()).hasToString("03 00020302");
            }
            first.sendHex(RELEASE_RQ);
            assertThat(first.read().type()).isEqualTo(PduType.RELEASE_RP);
            first.close();
            // the place is free once the server has seen the connection close
            TestScp.await(() -> small.server.admission().availablePermits() == 1);
            RawPeer.associated(small.port()).close();
        }
    }

    @Test
    void accept_namesOurPduLimitAndUs() throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            peer.send(RawPeer.associateRequest("CLOUDFILM", "LISHUI", 16384));
            RawPeer.Pdu accept = peer.read();
            assertThat(accept.type()).isEqualTo(PduType.ASSOCIATE_AC);
            assertThat(accept.toString()).contains("51000004" + "00008000");
            assertThat(new String(accept.body(), 4, 32)).isEqualTo("CLOUDFILM       LISHUI          ");
        }
    }

    /** 40 bytes hold 34 of a command set that has 80 and more. */
    @Test
    void response_peerTakesShortPdusOnly_fragmented() throws IOException {
        try (RawPeer peer = new RawPeer(scp.port())) {
            peer.send(RawPeer.associateRequest("CLOUDFILM", "LISHUI", 40));
            peer.read();
            peer.send(RawPeer.echo(9));
            ByteArrayOutputStream command = new ByteArrayOutputStream();
            RawPeer.Pdu pdu;
            do {
                pdu = peer.read();
                assertThat(pdu.body()).hasSizeLessThanOrEqualTo(40);
                command.write(pdu.body(), 6, pdu.body().length - 6);
            } while ((pdu.body()[5] & 2) == 0);
            CommandSet response = CommandSet.parse(command.toByteArray());
            assertThat(response.number(CommandSet.MESSAGE_ID_RESPONDED_TO)).hasValue(9);
            assertThat(response.number(CommandSet.STATUS)).hasValue(0);
        }
    }

    @Test
    void store_fragmentsOfAnySize_bytesKeptAsSent() throws IOException {
        byte[] dataSet = Ct.dataSet(1, 64);
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            byte[] command = RawPeer.store(Ct.SOP_CLASS, Ct.SERIES + ".1").encode();
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 1, slice(command, 0, 10)));
            // several PDVs in one PDU, the first of the data set right behind the last of the command
            peer.send(RawPeer.pdu(
                    PduType.P_DATA_TF,
                    pdv(3, slice(command, 10, command.length)),
                    pdv(0, slice(dataSet, 0, 1)),
                    pdv(0, new byte[0]),
                    pdv(0, slice(dataSet, 1, 4001))));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 0, slice(dataSet, 4001, dataSet.length)));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 2, new byte[0]));
            CommandSet response = peer.read().command();
            assertThat(response.number(CommandSet.STATUS)).hasValue(0);
            assertThat(response.number(CommandSet.COMMAND_FIELD)).hasValue(0x8001);
            assertThat(response.text(CommandSet.AFFECTED_SOP_INSTANCE_UID)).hasValue(Ct.SERIES + ".1");
        }
        assertThat(scp.films.kept().get(Ct.SERIES + ".1").bytes()).isEqualTo(dataSet);
    }

    @ParameterizedTest
    @CsvSource({
        Ct.SOP_CLASS + ", 2.25.1001.1.99, 0xA900, SOP Instance UID differs between command and data set",
        "1.2.840.10008.5.1.4.1.1.4, 2.25.1001.1.1, 0x0122, SOP class is not the presentation context's",
        Ct.SOP_CLASS + ", not-a-uid, 0x0117, Affected SOP Instance UID is no UID"
    })
    void store_commandContradictsDataSet_refusedAndAssociationGoesOn(
            String sopClass, String instance, int status, String comment) throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.storeCommand(sopClass, instance));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 2, Ct.dataSet(1, 8)));
            CommandSet response = peer.read().command();
            assertThat(response.number(CommandSet.STATUS)).hasValue(status);
            assertThat(response.text(CommandSet.ERROR_COMMENT)).hasValue(comment);
            peer.send(RawPeer.echo(8));
            assertThat(peer.read().command().number(CommandSet.STATUS)).hasValue(0);
        }
        assertThat(scp.films.kept()).isEmpty();
        assertThat(scp.films.open()).isZero();
    }

    @Test
    void store_dataSetOfAnotherClass_a900() throws IOException {
        byte[] mr = DicomWriter.bytes(
                Ct.slice(1, 8).put(0x00080016, "1.2.840.10008.5.1.4.1.1.4").build(),
                TransferSyntax.EXPLICIT_VR_LE);
        assertThat(storeStatus(mr)).isEqualTo(0xA900);
    }

    @Test
    void store_truncatedDataSet_cannotUnderstand() throws IOException {
        byte[] dataSet = Ct.dataSet(1, 8);
        assertThat(storeStatus(slice(dataSet, 0, dataSet.length - 20))).isEqualTo(0xC000);
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_RESOURCES, 0xA700",
        "OTHER_HOSPITAL, 0x0124",
        "CONFLICTING_HIERARCHY, 0x0111",
        "MISSING_UID, 0xC001",
        "TOO_LARGE, 0xC002"
    })
    void store_archiveRefuses_statusSaysWhy(Reason reason, int status) throws IOException {
        scp.films.refuseWith(reason, "a detail that is rather longer than the sixty-four characters of VR LO");
        assertThat(storeStatus(Ct.dataSet(1, 8))).isEqualTo(status);
    }

    @Test
    void store_archiveBreaks_processingFailure() throws IOException {
        scp.films.breakDown();
        assertThat(storeStatus(Ct.dataSet(1, 8))).isEqualTo(0x0110);
    }

    @Test
    void otherOperation_withDataSet_unrecognized() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            CommandSet find = RawPeer.store(Ct.SOP_CLASS, "1.2").put(CommandSet.COMMAND_FIELD, 0x0020);
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 3, find.encode()));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 2, new byte[100]));
            CommandSet response = peer.read().command();
            assertThat(response.number(CommandSet.STATUS)).hasValue(0x0211);
            assertThat(response.number(CommandSet.COMMAND_FIELD)).hasValue(0x8020);
        }
    }

    @Test
    void release_afterStores_trailHasOneEntryForTheStudy() throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            for (int number = 1; number <= 3; number++) {
                peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + "." + number));
                peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 2, Ct.dataSet(number, 8)));
                peer.read();
            }
            peer.sendHex(RELEASE_RQ);
            assertThat(peer.read().type()).isEqualTo(PduType.RELEASE_RP);
        }
        assertThat(scp.trail.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("LISHUI");
            assertThat(entry.onBehalf()).isEqualTo("lishui");
            assertThat(entry.action()).isEqualTo("store");
            assertThat(entry.object()).isEqualTo(Ct.STUDY);
            assertThat(entry.outcome()).isEqualTo("done");
            assertThat(entry.reason()).isEqualTo("DIMSE: 3 stored");
        });
    }

    @Test
    void stop_instanceInFlight_finishedAnsweredThenAborted() throws Exception {
        byte[] dataSet = Ct.dataSet(1, 8);
        try (RawPeer busy = RawPeer.associated(scp.port());
                RawPeer idle = RawPeer.associated(scp.port())) {
            busy.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
            busy.send(RawPeer.data(RawPeer.CT_CONTEXT, 0, slice(dataSet, 0, 100)));
            TestScp.await(() -> scp.films.open() == 1);
            Thread stopping = Thread.ofVirtual().start(scp::close);
            assertThat(idle.read()).hasToString("07 00000000");
            busy.send(RawPeer.data(RawPeer.CT_CONTEXT, 2, slice(dataSet, 100, dataSet.length)));
            assertThat(busy.read().command().number(CommandSet.STATUS)).hasValue(0);
            assertThat(busy.read()).hasToString("07 00000000");
            busy.close();
            idle.close();
            stopping.join();
        }
        assertThat(scp.films.kept()).hasSize(1);
        assertThat(scp.server.isListening()).isFalse();
    }

    private int storeStatus(byte[] dataSet) throws IOException {
        try (RawPeer peer = RawPeer.associated(scp.port())) {
            peer.send(RawPeer.storeCommand(Ct.SOP_CLASS, Ct.SERIES + ".1"));
            peer.send(RawPeer.data(RawPeer.CT_CONTEXT, 2, dataSet));
            CommandSet response = peer.read().command();
            assertThat(response.text(CommandSet.ERROR_COMMENT).orElse("")).hasSizeLessThanOrEqualTo(64);
            return response.number(CommandSet.STATUS).orElseThrow();
        }
    }

    private static byte[] pdv(int control, byte[] fragment) {
        return RawPeer.concat(
                RawPeer.be32(fragment.length + 2), new byte[] {RawPeer.CT_CONTEXT, (byte) control}, fragment);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
