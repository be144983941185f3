package org.cloudfilm.gateway.subscription;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.cloudfilm.storage.hospital.AllowedEndpoints;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;

/**
 * Whether an endpoint may be called now. Names are looked up just before a call, and the JVM keeps what it found for
 * some seconds, so that the call goes to the addresses that were judged.
 */
final class Endpoints {

    private final Hospitals hospitals;

    Endpoints(Hospitals hospitals) {
        this.hospitals = hospitals;
    }

    sealed interface Judgement {

        record Allowed(URI url) implements Judgement {}

        /** It cannot be told just now. */
        record Unknown(String reason) implements Judgement {}

        record Forbidden(String reason) implements Judgement {}
    }

    Judgement judge(HospitalId hospital, String endpoint) {
        AllowedEndpoints allowed =
                hospitals.find(hospital).map(Hospital::endpoints).orElse(AllowedEndpoints.NONE);
        Optional<URI> url = url(endpoint);
        if (url.isEmpty() || !allowed.hasHost(url.get().getHost())) {
            return new Judgement.Forbidden("the endpoint is not among those the operator allows");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(url.get().getHost())) {
                if (!allowed.hasAddress(address)) {
                    return new Judgement.Forbidden("the endpoint's host has an address that the operator does not allow");
                }
            }
        } catch (UnknownHostException e) {
            return new Judgement.Unknown("the endpoint's host is not known to the name service");
        }
        return new Judgement.Allowed(url.get());
    }

    private static Optional<URI> url(String endpoint) {
        try {
            return Optional.of(URI.create(endpoint)).filter(url -> url.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
