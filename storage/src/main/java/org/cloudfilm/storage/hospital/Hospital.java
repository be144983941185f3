package org.cloudfilm.storage.hospital;

import java.net.InetAddress;
import java.util.List;

/**
 * A hospital as this deployment knows it.
 *
 * @param name      in Chinese, as patients read it
 * @param nameEn    in English
 * @param aeTitles  DICOM application entities that speak for it (PS3.8 section 9.3.2), unique across hospitals
 * @param addresses networks its DICOM and HL7 systems call from, in CIDR notation; empty means any
 * @param hl7       how its systems that speak HL7 v2 are known
 * @param endpoints where its subscriptions may lead
 */
public record Hospital(
        HospitalId id,
        String name,
        String nameEn,
        List<String> aeTitles,
        List<String> addresses,
        Hl7Senders hl7,
        AllowedEndpoints endpoints) {

    public Hospital {
        aeTitles = List.copyOf(aeTitles);
        addresses = List.copyOf(addresses);
        addresses.forEach(Network::parse);
    }

    /** One that may not subscribe. */
    public Hospital(
            HospitalId id, String name, String nameEn, List<String> aeTitles, List<String> addresses, Hl7Senders hl7) {
        this(id, name, nameEn, aeTitles, addresses, hl7, AllowedEndpoints.NONE);
    }

    /** One that speaks no HL7 v2 and may not subscribe. */
    public Hospital(HospitalId id, String name, String nameEn, List<String> aeTitles, List<String> addresses) {
        this(id, name, nameEn, aeTitles, addresses, Hl7Senders.NONE);
    }

    /** Whether its systems may call from this address. */
    public boolean callsFrom(InetAddress address) {
        return addresses.isEmpty()
                || addresses.stream().map(Network::parse).anyMatch(network -> network.contains(address));
    }
}
