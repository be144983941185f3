package org.cloudfilm.storage.hospital;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All hospitals of this deployment, from its configuration. */
public final class Hospitals {

    private final Map<HospitalId, Hospital> byId = new LinkedHashMap<>();
    private final Map<String, Hospital> byAeTitle = new LinkedHashMap<>();
    private final Map<String, Hospital> byHl7Facility = new LinkedHashMap<>();

    public Hospitals(Collection<Hospital> hospitals) {
        for (Hospital hospital : hospitals) {
            if (hospital.id().equals(HospitalId.PLATFORM)) {
                throw new IllegalArgumentException("the hospital id platform is reserved");
            }
            if (byId.put(hospital.id(), hospital) != null) {
                throw new IllegalArgumentException("hospital " + hospital.id() + " is configured twice");
            }
            hospital.aeTitles().forEach(ae -> claim(byAeTitle, "AE title ", ae, hospital));
            hospital.hl7().facilities()
                    .forEach(facility -> claim(byHl7Facility, "HL7 facility ", facility, hospital));
        }
    }

    private static void claim(Map<String, Hospital> names, String kind, String name, Hospital hospital) {
        Hospital other = names.put(name, hospital);
        if (other != null) {
            throw new IllegalArgumentException(
                    kind + name + " belongs to " + other.id() + " and to " + hospital.id());
        }
    }

    public Collection<Hospital> all() {
        return byId.values();
    }

    public Optional<Hospital> find(HospitalId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** As configured; one that is no longer, or not yet, goes by its id. */
    public Hospital named(HospitalId id) {
        return find(id).orElseGet(() -> new Hospital(id, id.value(), id.value(), List.of(), List.of()));
    }

    public Optional<Hospital> findByAeTitle(String aeTitle) {
        return Optional.ofNullable(byAeTitle.get(aeTitle.strip()));
    }

    /** By sending application (MSH-3) and facility (MSH-4); who is known by both goes before who is known by one. */
    public Optional<Hospital> findByHl7(String application, String facility) {
        return Optional.ofNullable(byHl7Facility.get(application.strip() + "@" + facility.strip()))
                .or(() -> Optional.ofNullable(byHl7Facility.get(facility.strip())));
    }
}
