package org.cloudfilm.gateway.fhir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code cloudfilm.fhir.validation.*}: what is asked of contents.
 *
 * @param mode     structure, which is checked always, or profiles and terminology as well
 * @param profiles directory with StructureDefinitions, ValueSets and CodeSystems of R4: JSON files and packages
 *     ({@code .tgz}); beside R4's own, which are always known
 * @param onWrite  refuse what breaks them; else {@code $validate} alone tells
 */
@ConfigurationProperties("cloudfilm.fhir.validation")
public record ValidationProperties(
        @DefaultValue("structure") Mode mode, Path profiles, @DefaultValue("false") boolean onWrite) {

    /** How deep contents are looked into. */
    public enum Mode {
        STRUCTURE,
        PROFILES
    }

    public ValidationProperties {
        if (mode == Mode.STRUCTURE && onWrite) {
            throw new IllegalArgumentException(
                    "cloudfilm.fhir.validation.on-write needs mode profiles: the structure is checked anyway");
        }
        if (profiles != null && profiles.toString().isBlank()) {
            profiles = null;
        }
        if (mode == Mode.PROFILES && profiles != null && !Files.isDirectory(profiles)) {
            throw new IllegalArgumentException("cloudfilm.fhir.validation.profiles must be a directory");
        }
    }

    ContentCheck check() {
        return switch (mode) {
            case STRUCTURE -> new StructureAlone();
            case PROFILES -> new ProfileCheck(ProfileFiles.read(Optional.ofNullable(profiles)));
        };
    }
}
