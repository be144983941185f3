package org.cloudfilm.viewer.exam;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;

/** How the hospitals stand to each other, and in which scopes they recognise. */
public final class Standings {

    private final Map<HospitalId, Standing> standings = new HashMap<>();
    private final List<Scope> scopes;

    Standings(ExamProperties settings, List<Scope> scopes) {
        this.scopes = List.copyOf(scopes);
        settings.hospitals().forEach(line -> standings.put(
                new HospitalId(line.id()), new Standing(line.level(), line.regions(), line.alliance())));
    }

    public Standing of(HospitalId hospital) {
        return standings.getOrDefault(hospital, Standing.UNKNOWN);
    }

    /** Whose marks the hospital must recognise. */
    public List<Scope> scopesOf(HospitalId hospital) {
        return scopes.stream().filter(scope -> scope.covers(of(hospital).regions())).toList();
    }

    public Optional<Scope> scope(String id) {
        return scopes.stream().filter(scope -> scope.id().equals(id)).findFirst();
    }
}
