package org.cloudfilm.storage.hospital;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All hospitals of this deployment, from its configuration. */
public final class Hospitals {

    private final Map<HospitalId, Hospital> byId = new LinkedHashMap<>();
    private final Map<String, Hospital> byAeTitle = new LinkedHashMap<>();

    public Hospitals(Collection<Hospital> hospitals) {
        for (Hospital hospital : hospitals) {
            if (byId.put(hospital.id(), hospital) != null) {
                throw new IllegalArgumentException("hospital " + hospital.id() + " is configured twice");
            }
            for (String ae : hospital.aeTitles()) {
                Hospital other = byAeTitle.put(ae, hospital);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "AE title " + ae + " belongs to " + other.id() + " and to " + hospital.id());
                }
            }
        }
    }

    public Collection<Hospital> all() {
        return byId.values();
    }

    public Optional<Hospital> find(HospitalId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Hospital> findByAeTitle(String aeTitle) {
        return Optional.ofNullable(byAeTitle.get(aeTitle.strip()));
    }
}
