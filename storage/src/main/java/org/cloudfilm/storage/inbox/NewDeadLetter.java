package org.cloudfilm.storage.inbox;

import java.nio.charset.Charset;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;

/** A message about to become a {@link DeadLetter}, which explains the fields. */
public record NewDeadLetter(
        Optional<HospitalId> hospital,
        String sender,
        String controlId,
        String type,
        String address,
        byte[] received,
        byte[] digest,
        Charset charset,
        String reason) {}
