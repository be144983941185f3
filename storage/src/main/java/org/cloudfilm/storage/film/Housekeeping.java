package org.cloudfilm.storage.film;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the archive does from time to time; what does not succeed is tried the next time. */
record Housekeeping(ReplacedPacks replaced, MergePacks merge) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    @Override
    public void run() {
        orLater("removing packs that were replaced", replaced::remove);
        orLater("merging small packs", merge::run);
    }

    private static void orLater(String what, Retry.Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            log.warn("{} failed and is tried later", what, e);
        }
    }
}
