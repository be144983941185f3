package org.cloudfilm.standalone.doors;

import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;

/** The doors of a process: {@code cloudfilm.doors}. */
public enum Doors {
    BOTH,
    GATEWAY,
    VIEWER;

    private static final String SETTING = "cloudfilm.doors";

    public static Doors of(Environment environment) {
        String value = environment.getProperty(SETTING, "both").strip().toLowerCase(Locale.ROOT);
        if (!Set.of("both", "gateway", "viewer").contains(value)) {
            throw new IllegalArgumentException(SETTING + " must be both, gateway or viewer");
        }
        return valueOf(value.toUpperCase(Locale.ROOT));
    }

    public boolean gateway() {
        return this != VIEWER;
    }

    public boolean viewer() {
        return this != GATEWAY;
    }
}
