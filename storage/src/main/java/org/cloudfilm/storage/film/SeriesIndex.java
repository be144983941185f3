package org.cloudfilm.storage.film;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The instances of one series at one moment. Immutable; lookup by UID is a hash. */
public final class SeriesIndex {

    private final SeriesUid series;
    private final String version;
    private final List<StoredInstance> instances;
    private final Map<SopInstanceUid, StoredInstance> byUid;

    public SeriesIndex(SeriesUid series, String version, List<StoredInstance> instances) {
        this.series = series;
        this.version = version;
        this.instances = List.copyOf(instances);
        this.byUid = HashMap.newHashMap(instances.size());
        for (StoredInstance instance : instances) {
            byUid.put(instance.uid(), instance);
        }
    }

    public SeriesUid series() {
        return series;
    }

    public String version() {
        return version;
    }

    public List<StoredInstance> instances() {
        return instances;
    }

    public Optional<StoredInstance> instance(SopInstanceUid uid) {
        return Optional.ofNullable(byUid.get(uid));
    }
}
