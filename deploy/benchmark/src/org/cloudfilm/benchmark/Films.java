package org.cloudfilm.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The films every server gets, made once. */
final class Films {

    final CtStudy warmUp;
    /** What requests ask for; also the first of those stored alone. */
    final CtStudy main;
    /** Each round stores studies of its own. */
    final List<CtStudy> alone = new ArrayList<>();
    final List<List<CtStudy>> fours = new ArrayList<>();
    final CtStudy large;
    private final Path home;

    Films(Path home, Options options) throws IOException {
        this.home = home;
        warmUp = new CtStudy("warmup", options.slices());
        main = new CtStudy("main", options.slices());
        alone.add(main);
        for (int round = 1; round <= options.rounds(); round++) {
            if (round > 1) {
                alone.add(new CtStudy("main" + round, options.slices()));
            }
            int number = round;
            fours.add(IntStream.rangeClosed(1, 4)
                    .mapToObj(i -> new CtStudy("four" + number + i, options.slicesOfFour()))
                    .toList());
        }
        large = new CtStudy("large", options.slicesOfLarge());
        write(warmUp);
        for (CtStudy study : stored()) {
            write(study);
        }
    }

    Path directory(CtStudy study) {
        return home.resolve(study.patientId());
    }

    List<CtStudy> stored() {
        List<CtStudy> stored = new ArrayList<>(alone);
        fours.forEach(stored::addAll);
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
