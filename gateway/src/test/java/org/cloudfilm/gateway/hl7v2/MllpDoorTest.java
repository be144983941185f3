package org.cloudfilm.gateway.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.inbox.DeadLetter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;

/** A hospital's systems talk to the HL7 port over real sockets. */
class MllpDoorTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static TestDoor cloudfilm;

    @BeforeAll
    static void open() {
        cloudfilm = new TestDoor();
    }

    @AfterAll
    static void close() {
        cloudfilm.close();
    }

    @AfterEach
    void forget() {
        cloudfilm.meanwhile.set(message -> {});
        cloudfilm.sql.sql("update hl7_dead_letter set status = 'set-aside'").update();
    }

    @Test
    void admission_usual_appliedAndAcknowledged() {
        try (MllpPeer his = cloudfilm.peer()) {
            String answer = his.ask(Messages.admission("A1"));
            assertThat(answer).startsWith("MSH|^~\\&|CLOUDFILM|CLOUDFILM|HIS|LISHUI|")
                    .contains("||ACK^A01^ACK|")
                    .contains("|P|2.5||||||UNICODE UTF-8\r")
                    .endsWith("MSA|AA|A1|\r");
        }
        assertThat(cloudfilm.nameOf("A1")).isEqualTo("张三");
        assertThat(cloudfilm.trail.entries()).anySatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("HIS@LISHUI");
            assertThat(entry.object()).isEqualTo("ADT^A01 A1");
            assertThat(entry.outcome()).isEqualTo("done");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "䶮, UNICODE UTF-8, UTF-8", "玘, UTF-8, UTF-8", "誠, '', UTF-8",
        "䶮, GB 18030-2000, GB18030", "玘, GB18030, GB18030", "誠, GBK, GB18030",
        "誠, '', GB18030", "张䶮誠, ASCII, GB18030", "王玘, UNICODE UTF-8, GB18030"
    })
    void admission_nameInAnyCharset_readExactly(String name, String said, String bytes) {
        String id = "C-" + name.codePointAt(0) + said.hashCode() + bytes;
        byte[] message = Messages.admission(id, name, said).getBytes(Charset.forName(bytes));
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.send(MllpPeer.framed(message)).answer()).contains("MSA|AA|" + id);
        }
        assertThat(cloudfilm.nameOf(id)).isEqualTo(name);
    }

    @Test
    void answer_toGb18030_isGb18030() {
        // an application whose name ends in a byte that looks like the escape character
        String message = Messages.admission("G1", "誠", "GB18030").replace("|HIS|", "|誠|");
        try (MllpPeer his = cloudfilm.peer()) {
            byte[] answer = his.send(MllpPeer.framed(message.getBytes(GB18030))).answerBytes();
            assertThat(new String(answer, GB18030)).contains("|CLOUDFILM|誠|LISHUI|").contains("|GB18030\r");
        }
    }

    @Test
    void bytes_validInNoCharset_deadLetterKeepsThem() {
        byte[] message = Messages.admission("B1", "#", "UNICODE UTF-8").getBytes(StandardCharsets.UTF_8);
        message[new String(message, StandardCharsets.UTF_8).indexOf('#')] = (byte) 0xFF;
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.send(MllpPeer.framed(message)).answer())
                    .contains("MSA|AE|B1|")
                    .contains("ERR||MSH^1^18|102^Data type error^HL70357|E|");
        }
        DeadLetter letter = onlyLetter();
        assertThat(letter.received()).isEqualTo(message);
        assertThat(letter.controlId()).isEqualTo("B1");
        assertThat(letter.reason()).isEqualTo("MSH-18: the bytes are not valid in the message's character set");
    }

    @Test
    void messages_twoInOneWrite_bothAnsweredInOrder() {
        byte[] first = MllpPeer.framed(Messages.admission("T1"));
        byte[] second = MllpPeer.framed(Messages.admission("T2"));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        try (MllpPeer his = cloudfilm.peer()) {
            his.send(both);
            assertThat(his.answer()).contains("MSA|AA|T1|");
            assertThat(his.answer()).contains("MSA|AA|T2|");
        }
    }

    @Test
    void message_byteByByte_understood() {
        try (MllpPeer his = cloudfilm.peer()) {
            for (byte b : MllpPeer.framed(Messages.admission("S1", "誠", "UNICODE UTF-8"))) {
                his.send(new byte[] {b});
            }
            assertThat(his.answer()).contains("MSA|AA|S1|");
        }
    }

    @Test
    void message_cutOffHalfway_nothingDoneNorKept() {
        byte[] frame = MllpPeer.framed(Messages.admission("H1"));
        try (MllpPeer his = cloudfilm.peer()) {
            his.send(Arrays.copyOf(frame, frame.length / 2));
        }
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.send(frame).answer()).contains("MSA|AA|H1|");
        }
        assertThat(cloudfilm.times("H1")).isOne();
        assertThat(cloudfilm.letters.open()).isZero();
    }

    @Test
    void message_begunAnewWithinItself_secondHalfCounts() {
        byte[] frame = MllpPeer.framed(Messages.admission("H2"));
        try (MllpPeer his = cloudfilm.peer()) {
            his.send(Arrays.copyOf(frame, frame.length / 2), frame);
            assertThat(his.answer()).contains("MSA|AA|H2|");
        }
    }

    @Test
    void connection_noiseBeforeAMessage_skipped() {
        try (MllpPeer his = cloudfilm.peer()) {
            his.send("\r\n\0 hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(his.ask(Messages.admission("N1"))).contains("MSA|AA|N1|");
        }
    }

    @Test
    void connection_onlyNoise_ended() {
        try (MllpPeer stranger = cloudfilm.peer()) {
            byte[] noise = new byte[70_000];
            Arrays.fill(noise, (byte) 'x');
            stranger.send(noise);
            assertThat(stranger.isEnded()).isTrue();
        }
    }

    @Test
    void message_tooLong_rejectedAndTheNextTaken() {
        String huge = Messages.admission("L1") + "NTE|1||" + "长".repeat(400_000) + "\r";
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(huge)).contains("MSA|AR|L1|the message is too long");
            assertThat(his.ask(Messages.admission("L2"))).contains("MSA|AA|L2|");
        }
        assertThat(cloudfilm.times("L1")).isZero();
    }

    @Test
    void message_large_takenWhenItsTurnComes() throws Exception {
        String note = "NTE|1||" + "长".repeat(150_000) + "\r";
        List<String> answers = atOnce(6, i -> {
            try (MllpPeer his = cloudfilm.peer()) {
                return his.ask(Messages.admission("BIG" + i) + note);
            }
        });
        assertThat(answers).allSatisfy(answer -> assertThat(answer).contains("MSA|AA|BIG"));
    }

    @Test
    void message_sentAgainAfterLostAnswer_appliedOnce() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        cloudfilm.meanwhile.set(message -> {
            inside.countDown();
            await(gone);
        });
        try (MllpPeer his = cloudfilm.peer()) {
            his.send(MllpPeer.framed(Messages.admission("R1")));
            inside.await();
        }
        gone.countDown();
        try (MllpPeer his = cloudfilm.peer()) {
            String again = his.ask(Messages.admission("R1"));
            String third = his.ask(Messages.admission("R1"));
            assertThat(again).contains("MSA|AA|R1|").isEqualTo(third);
        }
        assertThat(cloudfilm.times("R1")).isOne();
    }

    @Test
    void message_fromFiftyConnectionsAtOnce_appliedOnceAndAllHearTheSame() throws Exception {
        List<String> answers = atOnce(50, i -> {
            try (MllpPeer his = cloudfilm.peer()) {
                return his.ask(Messages.admission("X1")) + his.ask(Messages.admission("X-" + i));
            }
        });
        assertThat(cloudfilm.times("X1")).isOne();
        assertThat(answers.stream().map(both -> both.substring(0, both.indexOf("MSA|AA|X1|"))).distinct()).hasSize(1);
        for (int i = 0; i < 50; i++) {
            assertThat(answers.get(i)).contains("MSA|AA|X-" + i + "|");
            assertThat(cloudfilm.times("X-" + i)).isOne();
        }
    }

    @Test
    void message_sameControlIdOtherContent_refusedAndKept() {
        try (MllpPeer his = cloudfilm.peer()) {
            his.ask(Messages.admission("D1"));
            assertThat(his.ask(Messages.admission("D1", "李四", "UNICODE UTF-8")))
                    .contains("MSA|AE|D1|MSH-10: duplicate control id")
                    .contains("ERR||MSH^1^10|205^Duplicate key identifier^HL70357|E|");
        }
        assertThat(cloudfilm.nameOf("D1")).isEqualTo("张三");
        assertThat(onlyLetter().controlId()).isEqualTo("D1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "^1"})
    void messages_withoutControlId_areRefusedEachForItself(String none) {
        String first = Messages.admission(none);
        String second = Messages.admission(none, "李四", "UNICODE UTF-8");
        try (MllpPeer his = cloudfilm.peer()) {
            for (String message : List.of(first, second, first)) {
                assertThat(his.ask(message))
                        .contains("MSA|AE|" + none + "|MSH-10: a message control ID of 1 to 199 characters is needed")
                        .contains("ERR||MSH^1^10|101^Required field missing^HL70357|E|")
                        .doesNotContain("duplicate");
            }
        }
        assertThat(cloudfilm.times("")).isZero();
        assertThat(cloudfilm.letters.list(DeadLetter.Status.OPEN, Long.MAX_VALUE, 10))
                .extracting(DeadLetter::times)
                .containsExactly(1, 2);
    }

    @Test
    void message_sameControlIdOfAnotherApplication_isAnother() {
        String fromRis = Messages.admission("D2").replace("|HIS|LISHUI|", "|RIS|SHARED|");
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(Messages.admission("D2"))).contains("MSA|AA|");
            assertThat(his.ask(fromRis)).contains("MSA|AA|");
        }
        assertThat(cloudfilm.times("D2")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"HIS, NOWHERE", "HIS, SHARED", "HIS, JINYUN", "'', ''"})
    void message_ofUnknownSender_rejectedAndNotKept(String application, String facility) {
        String message = Messages.admission("U1").replace("|HIS|LISHUI|", "|" + application + "|" + facility + "|");
        try (MllpPeer stranger = cloudfilm.peer()) {
            assertThat(stranger.ask(message)).contains("MSA|AR|U1|").contains("|204^Unknown key identifier^HL70357|E|");
        }
        assertThat(cloudfilm.letters.open()).isZero();
        assertThat(cloudfilm.times("U1")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "MSH", "MSH|", "MSH|^~\\&", "PID|1||4711\rMSH|^~\\&|HIS|LISHUI", "<ADT_A01/>"})
    void message_unreadable_answeredAndKept(String text) {
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(text)).contains("MSA|AR|");
            assertThat(his.ask(Messages.admission("V" + text.hashCode()))).contains("MSA|AA|");
        }
    }

    @Test
    void message_withoutThePartThatIsNeeded_undoneKeptAndToldWhere() {
        String noPatient = Messages.msh("ADT^A01^ADT_A01", "M1", "") + "EVN|A01\r";
        try (MllpPeer his = cloudfilm.peer()) {
            String answer = his.ask(noPatient);
            assertThat(answer).contains("MSA|AE|M1|PID: the segment is missing")
                    .contains("ERR||PID^1|100^Segment sequence error^HL70357|E||||PID: the segment is missing");
            assertThat(his.ask(noPatient)).as("sent again").isEqualTo(answer);
        }
        assertThat(onlyLetter().times()).isOne();
    }

    @Test
    void message_ofVersion23_errorInItsForm() {
        String old = Messages.msh("ADT^A01", "O1", "").replace("|2.5", "|2.3");
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(old)).contains("||ACK^A01|").contains("ERR|PID^1^^100&Segment sequence error&HL70357\r");
        }
    }

    @Test
    void message_thatBreaksUs_undoneAndKept() {
        cloudfilm.meanwhile.set(message -> {
            throw new IllegalStateException("张三 must not be told");
        });
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(Messages.admission("E1"))).contains("MSA|AE|E1|").contains("|207^").doesNotContain("张三");
        }
        assertThat(cloudfilm.times("E1")).isZero();
        assertThat(onlyLetter().reason()).doesNotContain("张三");
    }

    @Test
    void database_away_nothingKeptAndTheSenderMayTryAgain() {
        cloudfilm.meanwhile.set(message -> {
            throw new QueryTimeoutException("away");
        });
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(Messages.admission("Q1"))).contains("MSA|AE|Q1|").contains("send it again later");
            cloudfilm.meanwhile.set(message -> {});
            assertThat(his.ask(Messages.admission("Q1"))).contains("MSA|AA|Q1|");
        }
        assertThat(cloudfilm.letters.open()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // accept, application, what a good message and a bad one are answered with
        "AL, AL, CA AA, CA AE", "AL, NE, CA, CA", "NE, AL, AA, AE", "NE, ER, '', AE", "ER, NE, '', ''",
        "SU, SU, CA AA, CA", "'', AL, AA, AE", "AL, '', CA, CA"
    })
    void enhancedMode_answersAsAsked(String accept, String application, String good, String bad) {
        String after = "|||" + accept + "|" + application;
        String id = accept + application;
        String admission = Messages.admission(id + "good").replace("|2.5||||||", "|2.5" + after + "||");
        String broken = Messages.msh("ADT^A01", id + "bad", after);
        assertThat(codes(admission)).isEqualTo(good);
        assertThat(codes(broken)).isEqualTo(bad);
    }

    @Test
    void acknowledgment_ofTheirs_isNotAnswered() {
        try (MllpPeer his = cloudfilm.peer()) {
            his.send(MllpPeer.framed(Messages.msh("ACK", "K1", "") + "MSA|AA|x\r"));
            assertThat(his.ask(Messages.admission("K2"))).contains("MSA|AA|K2|");
        }
    }

    /** The codes of all answers to a message; what follows it on the connection shows that no more come. */
    private static String codes(String message) {
        List<String> codes = new ArrayList<>();
        try (MllpPeer his = cloudfilm.peer()) {
            his.send(MllpPeer.framed(message), MllpPeer.framed(Messages.admission("last" + message.hashCode())));
            for (String answer = his.answer(); !answer.contains("|last"); answer = his.answer()) {
                codes.add(answer.substring(answer.indexOf("MSA|") + 4, answer.indexOf("MSA|") + 6));
            }
        }
        return String.join(" ", codes);
    }

    private static DeadLetter onlyLetter() {
        List<DeadLetter> open = cloudfilm.letters.list(DeadLetter.Status.OPEN, Long.MAX_VALUE, 10);
        assertThat(open).hasSize(1);
        return cloudfilm.letters.find(open.getFirst().id()).orElseThrow();
    }

    private interface Job {
        String run(int number);
    }

    private static List<String> atOnce(int count, Job job) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> job.run(number)));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
