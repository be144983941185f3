package org.cloudfilm.standalone.wiring;

import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the object store can be used. */
final class ObjectStoreHealth implements HealthIndicator {

    private final ObjectStore objects;

    ObjectStoreHealth(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public Health health() {
        try {
            objects.check();
            return Health.up().build();
        } catch (ObjectStoreException e) {
            return Health.down().build();
        }
    }
}
