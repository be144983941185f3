package org.cloudfilm.storage.consent;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;

/** Who asks. The doors make one from an authenticated token or association, never from request parameters. */
public sealed interface Requester {

    /** Stable identifier of the actor for the audit trail: the token's subject or the AE title. */
    String id();

    /** The hospital the actor acts for, if any. */
    default Optional<HospitalId> actsFor() {
        return switch (this) {
            case Clinician clinician -> Optional.of(clinician.hospital());
            case HospitalSystem system -> Optional.of(system.hospital());
            case Patient patient -> Optional.empty();
            case Administrator administrator -> Optional.empty();
            case Reviewer reviewer -> Optional.empty();
            case LinkBearer bearer -> Optional.empty();
            case Platform platform -> Optional.empty();
        };
    }

    /** Why such a requester reads when nothing else is said. */
    default Purpose usualPurpose() {
        return switch (this) {
            case Clinician clinician -> Purpose.TREAT;
            case HospitalSystem system -> Purpose.TREAT;
            case Patient patient -> Purpose.PATRQT;
            case Administrator administrator -> Purpose.HSYSADMIN;
            case Reviewer reviewer -> Purpose.HSYSADMIN;
            case LinkBearer bearer -> Purpose.PATRQT;
            case Platform platform -> Purpose.HPAYMT;
        };
    }

    /**
     * The requester a verified token names.
     *
     * @param claims {@code sub}, {@code cloudfilm_role} (clinician, patient, hospital, admin, reviewer), {@code hospital}
     *     for the first and third, {@code resident_id} for patients
     * @throws IllegalArgumentException when a claim is missing or no such role exists
     */
    static Requester fromClaims(Map<String, Object> claims) {
        String id = claim(claims, "sub");
        return switch (claim(claims, "cloudfilm_role")) {
            case "clinician" -> new Clinician(id, hospital(claims));
            case "patient" -> new Patient(id, new ResidentId(claim(claims, "resident_id")));
            case "hospital" -> new HospitalSystem(id, hospital(claims));
            case "admin" -> new Administrator(id);
            case "reviewer" -> new Reviewer(id);
            default -> throw new IllegalArgumentException("claim cloudfilm_role names no known role");
        };
    }

    /** Nobody acts for the platform by a token. */
    private static HospitalId hospital(Map<String, Object> claims) {
        HospitalId hospital = new HospitalId(claim(claims, "hospital"));
        if (hospital.equals(HospitalId.PLATFORM)) {
            throw new IllegalArgumentException("claim hospital names no hospital");
        }
        return hospital;
    }

    private static String claim(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof String value && !value.isBlank()) {
            return value;
        }
        throw new IllegalArgumentException("token lacks the claim " + name);
    }

    /** A doctor or other practitioner acting for one hospital. */
    record Clinician(String id, HospitalId hospital) implements Requester {}

    /** A patient whose resident ID the identity provider has verified. */
    record Patient(String id, ResidentId residentId) implements Requester {}

    /** A hospital's own system: RIS, PACS, HIS. */
    record HospitalSystem(String id, HospitalId hospital) implements Requester {}

    /** Operates the platform; reads no patient data by that role. */
    record Administrator(String id) implements Requester {}

    /**
     * Decides whether two patients are one person. Sees names, numbers and dates for that, each look written down, and
     * nothing clinical. Apart from the administrator, so that whoever runs the platform sees no patient.
     */
    record Reviewer(String id) implements Requester {}

    /**
     * Whoever holds a share link, by the patient's wish. Made of the link's own token and of nothing else.
     *
     * @param id for the audit trail: how the bearer is called there
     */
    record LinkBearer(String id, UUID link) implements Requester {}

    /**
     * The platform's own work in this process, such as settling what was performed: reads orders, visits, films' records
     * and its own charges. No token ever names it.
     *
     * @param id such as {@code settlement}
     */
    record Platform(String id) implements Requester {}
}
