package org.cloudfilm.viewer;

import java.sql.SQLException;
import java.util.StringJoiner;

/** What may be said of a failure in a log: kinds and SQL states, as messages of a database quote the data at fault. */
public final class Cause {

    private static final int DEEPEST = 8;

    private Cause() {}

    public static String of(Throwable failure) {
        StringJoiner chain = new StringJoiner(" < ");
        Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            String kind = each.getClass().getSimpleName();
            chain.add(each instanceof SQLException sql ? kind + " " + sql.getSQLState() : kind);
            each = each.getCause();
        }
        return chain.toString();
    }
}
