package org.cloudfilm.storage.consent;

import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;

/** Who asks. The doors make one from an authenticated token or association, never from request parameters. */
public sealed interface Requester {

    /** Stable identifier of the actor for the audit trail: the token's subject or the AE title. */
    String id();

    /** A doctor or other practitioner acting for one hospital. */
    record Clinician(String id, HospitalId hospital) implements Requester {}

    /** A patient whose resident ID the identity provider has verified. */
    record Patient(String id, ResidentId residentId) implements Requester {}

    /** A hospital's own system: RIS, PACS, HIS. */
    record HospitalSystem(String id, HospitalId hospital) implements Requester {}

    /** Operates the platform; reads no patient data by that role. */
    record Administrator(String id) implements Requester {}
}
