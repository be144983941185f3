package org.cloudfilm.gateway.dimse;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.gateway.dimse.ContextAnswer.Result;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;

/** Whom we talk to and about what: the policy behind A-ASSOCIATE-AC and -RJ (PS3.8 section 7.1). */
final class Negotiation {

    static final String VERIFICATION = "1.2.840.10008.1.1";

    /** Bytes; a PDU of a peer that takes fewer has no room for a PDV that carries anything to speak of. */
    private static final int LEAST_PEER_PDU = 16;

    private static final String DICOM_ROOT = "1.2.840.10008.";
    private static final String STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";

    /** Storage classes outside the common root whose instances belong to a study (PS3.4 section B.5). */
    private static final Set<String> OTHER_STORAGE = Set.of(
            "1.2.840.10008.5.1.4.34.7", // RT Beams Delivery Instruction
            "1.2.840.10008.5.1.4.34.10"); // RT Brachy Application Setup Delivery Instruction

    private static final Set<TransferSyntax> UNCOMPRESSED = Set.of(
            TransferSyntax.IMPLICIT_VR_LE, TransferSyntax.EXPLICIT_VR_LE, TransferSyntax.EXPLICIT_VR_BE);

    private static final Set<TransferSyntax> LOSSLESS = Set.of(
            TransferSyntax.DEFLATED_EXPLICIT_VR_LE,
            TransferSyntax.JPEG_LOSSLESS,
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.JPEG_LS_LOSSLESS,
            TransferSyntax.JPEG_2000_LOSSLESS,
            TransferSyntax.HTJ2K_LOSSLESS,
            TransferSyntax.HTJ2K_LOSSLESS_RPCL,
            TransferSyntax.RLE_LOSSLESS);

    private final String aeTitle;
    private final Hospitals hospitals;

    Negotiation(String aeTitle, Hospitals hospitals) {
        this.aeTitle = aeTitle;
        this.hospitals = hospitals;
    }

    /** Why the request cannot be granted, or empty. The limit of associations is not looked at. */
    Optional<Rejection> reject(AssociateRequest request, InetAddress address) {
        if ((request.protocolVersion() & 1) == 0) {
            return Optional.of(Rejection.PROTOCOL_VERSION_NOT_SUPPORTED);
        }
        if (!request.applicationContext().equals(Pdus.APPLICATION_CONTEXT)) {
            return Optional.of(Rejection.APPLICATION_CONTEXT_NOT_SUPPORTED);
        }
        if (!request.calledAeTitle().equals(aeTitle)) {
            return Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }
        if (hospital(request, address).isEmpty()) {
            return Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        }
        if (request.maxPdu() != 0 && request.maxPdu() < LEAST_PEER_PDU) {
            return Optional.of(Rejection.NO_REASON_GIVEN);
        }
        return Optional.empty();
    }

    /** The hospital that calls: its AE title, from one of its networks. */
    Optional<Hospital> hospital(AssociateRequest request, InetAddress address) {
        return hospitals.findByAeTitle(request.callingAeTitle()).filter(hospital -> hospital.callsFrom(address));
    }

    List<ContextAnswer> answer(List<ProposedContext> contexts) {
        return contexts.stream().map(Negotiation::answer).toList();
    }

    private static ContextAnswer answer(ProposedContext context) {
        List<TransferSyntax> proposed = context.transferSyntaxes().stream()
                .flatMap(uid -> transferSyntax(uid).stream())
                .toList();
        if (proposed.isEmpty()) {
            return answer(context, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED, TransferSyntax.IMPLICIT_VR_LE);
        }
        if (context.abstractSyntax().equals(VERIFICATION)) {
            return answer(context, Result.ACCEPTANCE, proposed.getFirst());
        }
        if (!isStorage(context.abstractSyntax())) {
            return answer(context, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED, proposed.getFirst());
        }
        return answer(context, Result.ACCEPTANCE, preferred(proposed));
    }

    private static ContextAnswer answer(ProposedContext context, Result result, TransferSyntax transferSyntax) {
        return new ContextAnswer(context.id(), result, context.abstractSyntax(), transferSyntax.uid());
    }

    private static Optional<TransferSyntax> transferSyntax(String uid) {
        try {
            return Optional.of(new TransferSyntax(uid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Of a private class nothing can be known, so it is taken for a storage class; a known one must be one. */
    private static boolean isStorage(String abstractSyntax) {
        return abstractSyntax.startsWith(DICOM_ROOT)
                ? abstractSyntax.startsWith(STORAGE_ROOT) || OTHER_STORAGE.contains(abstractSyntax)
                : !abstractSyntax.isEmpty();
    }

    /**
     * Of several syntaxes in one context the sender's first that is lossless and compressed, else its first that is
     * uncompressed, else its first. A lossy one before an uncompressed one would invite the sender to damage an
     * original, and those whose files are lossy already offer that syntax in a context of its own.
     */
    private static TransferSyntax preferred(List<TransferSyntax> proposed) {
        return proposed.stream()
                .filter(LOSSLESS::contains)
                .findFirst()
                .or(() -> proposed.stream().filter(UNCOMPRESSED::contains).findFirst())
                .orElse(proposed.getFirst());
    }
}
