package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What else is written about a study, in the very transaction in which the catalogue learns of it: films and records
 * are visible together or not at all.
 */
public interface StudyRecords {

    /** For an archive without records. */
    StudyRecords NONE = new StudyRecords() {
        @Override
        public void follow(Connection db, StudyUid study) {}

        @Override
        public boolean haveOneOf(String sopClass) {
            return false;
        }
    };

    /**
     * Makes the records of a study say what the catalogue says of it, in the connection's open transaction. Does
     * nothing when they do already; removes them when the study is no longer in the catalogue.
     * The bytes of its newest instances may still be on their way to disk.
     *
     * @throws SQLException or a RuntimeException when the transaction has to be undone; a study whose records cannot be
     *     written for what they say is no such case, for its films must be kept
     */
    void follow(Connection db, StudyUid study) throws SQLException;

    /** Whether instances of this SOP class have a record each, which has to appear with them. */
    boolean haveOneOf(String sopClass);
}
