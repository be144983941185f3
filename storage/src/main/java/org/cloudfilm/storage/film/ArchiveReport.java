package org.cloudfilm.storage.film;

import java.util.List;

/**
 * What a pass over all packs found.
 *
 * @param packs     read
 * @param instances read, superseded versions included, records that never became one left out
 * @param bytes     of all packs
 * @param problems  one line each, free of patient data; empty when all is well
 */
public record ArchiveReport(int packs, long instances, long bytes, List<String> problems) {

    public ArchiveReport {
        problems = List.copyOf(problems);
    }

    public boolean sound() {
        return problems.isEmpty();
    }
}
