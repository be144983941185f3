package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;

/** Reads profiles and terminology from files: JSON, and packages as HL7 publishes them. Nothing is fetched. */
final class ProfileFiles {

    private static final int LARGEST = 64 << 20;

    private final List<IBaseResource> found = new ArrayList<>();

    private ProfileFiles() {}

    /** @throws IllegalArgumentException naming the file that cannot be read */
    static List<IBaseResource> read(Optional<Path> directory) {
        ProfileFiles files = new ProfileFiles();
        directory.ifPresent(files::all);
        return List.copyOf(files.found);
    }

    private void all(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                one(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of profiles cannot be read", e);
        }
    }

    private void one(Path path) {
        String name = path.getFileName().toString();
        try {
            if (name.endsWith(".json")) {
                take(Files.readAllBytes(path));
            } else if (name.endsWith(".tgz")) {
                unpack(path);
            }
        } catch (IOException | DataFormatException e) {
            throw new IllegalArgumentException("cloudfilm.fhir.validation.profiles: cannot read " + path, e);
        }
    }

    /** The package's own resources; its examples and the rest lie in other folders or are not JSON. */
    private void unpack(Path path) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().matches("package/[^/.][^/]*\\.json")) {
                    take(atMost(tar));
                }
            }
        }
    }

    private static byte[] atMost(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("an entry is too large");
        }
        return bytes;
    }

    private void take(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (text.contains("\"StructureDefinition\"") || text.contains("\"ValueSet\"") || text.contains("\"CodeSystem\"")) {
            if (text.contains("\"resourceType\"")) {
                take(HapiForms.resource(json));
            }
        }
    }

    private void take(IBaseResource resource) {
        switch (resource) {
            case StructureDefinition _, ValueSet _, CodeSystem _ -> found.add(resource);
            case Bundle bundle -> bundle.getEntry().forEach(entry -> {
                if (entry.hasResource()) {
                    take(entry.getResource());
                }
            });
            default -> {}
        }
    }
}
