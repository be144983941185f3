package org.cloudfilm.gateway.dimse;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.gateway.dimse.DimseStatus.Answer;
import org.cloudfilm.gateway.intake.Announced;
import org.cloudfilm.gateway.intake.IncomingInstance;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** Performs the operations of one association (PS3.7 section 9.1): C-ECHO and C-STORE, one after the other. */
final class Dispatcher {

    /** Takes a response's command set to the peer. */
    interface Replies {
        void send(int contextId, CommandSet response) throws IOException;
    }

    private final MessageReader reader;
    private final Map<Integer, ContextAnswer> contexts;
    private final StoreSession session;
    private final Replies replies;

    Dispatcher(MessageReader reader, Map<Integer, ContextAnswer> contexts, StoreSession session, Replies replies) {
        this.reader = reader;
        this.contexts = contexts;
        this.session = session;
        this.replies = replies;
    }

    void perform(MessageReader.Command command) throws IOException {
        CommandSet request = command.set();
        int operation = request.number(CommandSet.COMMAND_FIELD).orElseThrow(() -> lacks("Command Field"));
        if ((operation & CommandSet.RESPONSE) != 0) {
            throw new AbortException(Abort.SERVICE_USER, "response without a request");
        }
        if (operation == CommandSet.C_CANCEL_RQ) {
            return; // nothing of ours takes long enough to be cancelled, and a cancel is not answered
        }
        if (request.number(CommandSet.MESSAGE_ID).isEmpty()) {
            throw lacks("Message ID");
        }
        Answer answer =
                switch (operation) {
                    case CommandSet.C_STORE_RQ -> store(command);
                    case CommandSet.C_ECHO_RQ -> withoutDataSet(command, DimseStatus.SUCCESS, "");
                    default -> withoutDataSet(command, DimseStatus.UNRECOGNIZED_OPERATION, "Only C-ECHO and C-STORE");
                };
        replies.send(command.contextId(), response(request, operation, answer));
    }

    private static AbortException lacks(String element) {
        return new AbortException(Abort.SERVICE_USER, "command set lacks " + element);
    }

    private Answer store(MessageReader.Command command) throws IOException {
        CommandSet request = command.set();
        ContextAnswer context = contexts.get(command.contextId());
        if (!hasDataSet(request)) {
            return new Answer(DimseStatus.NO_DATA_SET, "C-STORE without data set");
        }
        Optional<SopInstanceUid> instance = instance(request);
        if (instance.isEmpty()) {
            return withoutDataSet(command, DimseStatus.INVALID_SOP_INSTANCE, "Affected SOP Instance UID is no UID");
        }
        String sopClass = request.text(CommandSet.AFFECTED_SOP_CLASS_UID).orElse("");
        if (!sopClass.equals(context.abstractSyntax()) || sopClass.equals(Negotiation.VERIFICATION)) {
            return withoutDataSet(
                    command, DimseStatus.SOP_CLASS_NOT_SUPPORTED, "SOP class is not the presentation context's");
        }
        Announced announced = new Announced(Optional.of(sopClass), instance, Optional.empty());
        TransferSyntax transferSyntax = new TransferSyntax(context.transferSyntax());
        try (IncomingInstance incoming = session.begin(transferSyntax, announced)) {
            reader.readDataSet(command.contextId(), incoming::write);
            return DimseStatus.of(incoming.finish());
        }
    }

    private static Optional<SopInstanceUid> instance(CommandSet request) {
        try {
            return request.text(CommandSet.AFFECTED_SOP_INSTANCE_UID).map(SopInstanceUid::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Answers a request whose data set, if it has one, does not matter. */
    private Answer withoutDataSet(MessageReader.Command command, DimseStatus status, String comment)
            throws IOException {
        if (hasDataSet(command.set())) {
            reader.readDataSet(command.contextId(), (bytes, offset, length) -> {});
        }
        return new Answer(status, comment);
    }

    private static boolean hasDataSet(CommandSet request) {
        return request.number(CommandSet.DATA_SET_TYPE).orElse(CommandSet.NO_DATA_SET) != CommandSet.NO_DATA_SET;
    }

    private static CommandSet response(CommandSet request, int operation, Answer answer) {
        CommandSet response = new CommandSet()
                .copy(CommandSet.AFFECTED_SOP_CLASS_UID, request)
                .put(CommandSet.COMMAND_FIELD, operation | CommandSet.RESPONSE)
                .put(CommandSet.MESSAGE_ID_RESPONDED_TO, request.number(CommandSet.MESSAGE_ID).orElseThrow())
                .put(CommandSet.DATA_SET_TYPE, CommandSet.NO_DATA_SET)
                .put(CommandSet.STATUS, answer.status().code)
                .copy(CommandSet.AFFECTED_SOP_INSTANCE_UID, request);
        return answer.comment().isEmpty() ? response : response.put(CommandSet.ERROR_COMMENT, answer.comment());
    }
}
