package org.cloudfilm.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The films every server gets, made once. */
final class Films {

    private static final int WARM_UP = 60;

    final CtStudy warmUp = new CtStudy("warmup", WARM_UP);
    final CtStudy main;
    final List<CtStudy> four = new ArrayList<>();
    final CtStudy large;
    private final Path home;

    Films(Path home, Options options) throws IOException {
        this.home = home;
        main = new CtStudy("main", options.slices());
        for (int i = 1; i <= 4; i++) {
            four.add(new CtStudy("four" + i, options.slicesOfFour()));
        }
        large = new CtStudy("large", options.slicesOfLarge());
        write(warmUp);
        write(main);
        for (CtStudy study : four) {
            write(study);
        }
    }

    Path directory(CtStudy study) {
        return home.resolve(study.patientId());
    }

    List<CtStudy> stored() {
        List<CtStudy> stored = new ArrayList<>(four);
        stored.add(main);
        return stored;
    }

    /** A folder of the main study for a server of files: each slice, and all of them in {@code study}. */
    Path asFiles() throws IOException {
        Path folder = Files.createDirectories(home.resolve("files"));
        try (OutputStream all = Files.newOutputStream(folder.resolve("study"))) {
            for (int i = 0; i < main.slices(); i++) {
                String name = "slice%05d.dcm".formatted(i);
                Path slice = directory(main).resolve(name);
                Files.createLink(folder.resolve(name), slice);
                Files.copy(slice, all);
            }
        }
        return folder;
    }

    private void write(CtStudy study) throws IOException {
        study.write(directory(study), 0, study.slices());
    }
}
