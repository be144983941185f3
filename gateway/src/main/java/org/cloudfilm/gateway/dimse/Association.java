package org.cloudfilm.gateway.dimse;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.gateway.intake.StoreTally;
import org.cloudfilm.gateway.listener.Listener;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.hospital.Hospital;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from its request to its end: the acceptor's side of the state machine of PS3.8 section 9.2. We never
 * request release ourselves, so that states 7 and 9 to 12 (release collisions) cannot be reached.
 */
final class Association implements Listener.Connection {

    private static final Logger log = LoggerFactory.getLogger(Association.class);

    /** 128 contexts with dozens of transfer syntaxes each stay below it. */
    private static final int MAX_REQUEST = 1 << 20;

    private static final Duration STOPPING_LINGER = Duration.ofSeconds(1);

    private final Socket socket;
    private final InetAddress address;
    private final DicomServer server;
    private PduInput input;
    private OutputStream output;
    private volatile long writingSince;
    private boolean performing;
    private boolean stopping;

    Association(Socket socket, DicomServer server) {
        this.socket = socket;
        this.address = socket.getInetAddress();
        this.server = server;
    }

    @Override
    public void run() {
        try (socket) {
            serve();
        } catch (IOException e) {
            log.debug("connection from {} cannot be closed: {}", address, e.getMessage());
        }
    }

    private void serve() {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            input = new PduInput(socket, (int) server.settings().idleTimeout().toMillis());
            output = socket.getOutputStream();
            negotiate();
        } catch (AbortException e) {
            log.warn("connection from {} aborted: {}", address, e.getMessage());
            abort(e.abort());
        } catch (EOFException | SocketTimeoutException e) {
            log.debug("connection from {} ends: {}", address, e.getMessage());
        } catch (IOException e) {
            log.info("connection from {} lost: {}", address, e.getMessage());
        } catch (RuntimeException e) {
            log.error("connection from {} failed", address, e);
            abort(Abort.REASON_NOT_SPECIFIED);
        }
    }

    /** States 2 and 3. */
    private void negotiate() throws IOException {
        input.setDeadline(System.nanoTime() + server.settings().artimTimeout().toNanos());
        AssociateRequest request = awaitRequest();
        input.clearDeadline();
        Optional<Rejection> rejection = server.negotiation().reject(request, address);
        if (rejection.isPresent()) {
            reject(request, rejection.get());
        } else if (!server.admission().tryAcquire()) {
            reject(request, Rejection.LOCAL_LIMIT_EXCEEDED);
        } else {
            try {
                accept(request, server.negotiation().hospital(request, address).orElseThrow());
            } finally {
                server.admission().release();
            }
        }
    }

    private AssociateRequest awaitRequest() throws IOException {
        int type = input.readUnsignedByte();
        input.readUnsignedByte();
        long length = input.readUnsignedInt();
        if (type == PduType.ABORT) {
            throw new EOFException("aborted before it was requested");
        }
        if (type != PduType.ASSOCIATE_RQ) {
            throw new AbortException(Abort.SERVICE_USER, "first PDU is no A-ASSOCIATE-RQ");
        }
        if (length > MAX_REQUEST) {
            throw new AbortException(Abort.SERVICE_USER, "A-ASSOCIATE-RQ is too long");
        }
        // grows as bytes come, not as the length says they will
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        input.transfer(length, body::write);
        return AssociateRequest.parse(body.toByteArray());
    }

    private void reject(AssociateRequest request, Rejection rejection) throws IOException {
        log.warn(
                "association from {} ({}) to {} rejected: {}",
                printable(request.callingAeTitle()),
                address,
                printable(request.calledAeTitle()),
                rejection);
        send(Pdus.associateReject(rejection));
        linger();
    }

    /** State 6 and what follows. */
    private void accept(AssociateRequest request, Hospital hospital) throws IOException {
        List<ContextAnswer> answers = server.negotiation().answer(request.contexts());
        Arrival arrival = new Arrival(hospital.id(), Arrival.Via.DIMSE, request.callingAeTitle());
        long start = System.nanoTime();
        Ending ending = new Ending("failed", Optional.empty());
        // the trail is written before the peer sees the association end
        try (StoreSession session = server.openSession(arrival)) {
            try {
                send(Pdus.associateAccept(request, answers, server.settings().maxPdu()));
                ending = converse(request, answers, session);
            } finally {
                logEnd(arrival, session.tally(), System.nanoTime() - start, ending);
            }
        }
        if (ending.lastPdu().isPresent()) {
            send(ending.lastPdu().get());
            linger();
        }
    }

    /** How an association ends: in words, and the PDU that tells the peer unless it is gone. */
    private record Ending(String how, Optional<byte[]> lastPdu) {

        static Ending gone(String how) {
            return new Ending(how, Optional.empty());
        }

        static Ending aborted(Abort abort, String why) {
            return new Ending("aborted: " + why, Optional.of(Pdus.abort(abort)));
        }
    }

    private Ending converse(AssociateRequest request, List<ContextAnswer> answers, StoreSession session) {
        Map<Integer, ContextAnswer> contexts = answers.stream()
                .filter(ContextAnswer::accepted)
                .collect(Collectors.toMap(ContextAnswer::id, Function.identity(), (first, second) -> second));
        MessageReader reader = new MessageReader(input, server.settings().maxPdu(), contexts.keySet());
        Dispatcher dispatcher = new Dispatcher(
                reader,
                contexts,
                session,
                (contextId, response) -> send(Pdus.command(contextId, response.encode(), request.maxPdu())));
        try {
            while (true) {
                Optional<MessageReader.Command> command = reader.nextCommand(this::begin);
                if (command.isEmpty()) {
                    return new Ending("released", Optional.of(Pdus.releaseReply()));
                }
                dispatcher.perform(command.get());
                end();
            }
        } catch (PeerAbortedException e) {
            return Ending.gone(e.getMessage());
        } catch (AbortException e) {
            return Ending.aborted(e.abort(), e.getMessage());
        } catch (SocketTimeoutException e) {
            return Ending.aborted(
                    Abort.REASON_NOT_SPECIFIED,
                    "nothing received for " + server.settings().idleTimeout());
        } catch (EOFException e) {
            return isStopping()
                    ? Ending.aborted(Abort.SERVICE_USER, "shutting down")
                    : Ending.gone("connection closed by peer");
        } catch (IOException e) {
            return Ending.gone("connection lost: " + e.getMessage());
        }
    }

    private static void logEnd(Arrival arrival, StoreTally tally, long nanos, Ending ending) {
        log.info(
                "association from {} of {}: {}; {} bytes in {} ms; {}",
                arrival.sender(),
                arrival.hospital(),
                tally,
                tally.bytes(),
                nanos / 1_000_000,
                ending.how());
    }

    private synchronized void begin() throws AbortException {
        refuseWhenStopping();
        performing = true;
    }

    private synchronized void end() throws AbortException {
        performing = false;
        refuseWhenStopping();
    }

    private void refuseWhenStopping() throws AbortException {
        if (stopping) {
            throw new AbortException(Abort.SERVICE_USER, "shutting down");
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** Lets a message in flight be finished and answered, and wakes the association when there is none. */
    @Override
    public synchronized void stop() {
        stopping = true;
        if (!performing) {
            try {
                socket.shutdownInput();
            } catch (IOException e) {
                log.debug("connection from {} was closed already", address);
            }
        }
    }

    /** Cuts the connection when the peer has not taken a response for the idle time-out. */
    void closeIfStuck(long nanoTime) {
        long since = writingSince;
        if (since != 0 && nanoTime - since > server.settings().idleTimeout().toNanos()) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("connection from {} cannot be closed: {}", address, e.getMessage());
        }
    }

    private void send(byte[] pdus) throws IOException {
        writingSince = System.nanoTime();
        output.write(pdus);
        writingSince = 0;
    }

    private void abort(Abort abort) {
        try {
            send(Pdus.abort(abort));
            linger();
        } catch (IOException e) {
            log.debug("connection from {} lost before it was aborted", address);
        }
    }

    /**
     * State 13: waits for the peer to close. Closing first, with bytes of the peer unread, would reset the connection
     * and take our last PDU with it.
     */
    private void linger() throws IOException {
        socket.shutdownOutput();
        Duration limit = isStopping() ? STOPPING_LINGER : server.settings().artimTimeout();
        input.setDeadline(System.nanoTime() + limit.toNanos());
        try {
            input.skip(Long.MAX_VALUE);
        } catch (EOFException | SocketTimeoutException e) {
            log.trace("connection from {}: {}", address, e.getMessage());
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^!-~]", "?");
    }
}
