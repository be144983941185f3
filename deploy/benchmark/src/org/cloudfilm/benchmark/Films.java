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

    /** All slices of the main study in one file, for a server that knows nothing but files. */
    String concatenated() throws IOException {
        try (OutputStream out = Files.newOutputStream(directory(main).resolve("study"))) {
            for (int i = 0; i < main.slices(); i++) {
                Files.copy(directory(main).resolve("slice%05d.dcm".formatted(i)), out);
            }
        }
        return "/study";
    }

    private void write(CtStudy study) throws IOException {
        study.write(directory(study), 0, study.slices());
    }
}
