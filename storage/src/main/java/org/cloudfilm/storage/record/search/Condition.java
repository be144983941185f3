package org.cloudfilm.storage.record.search;

import java.util.List;
import org.cloudfilm.storage.record.ResourceType;

/** One condition on a record. All of a query's must hold. */
sealed interface Condition {

    /** Nothing fulfils it, such as a code in a system that cannot be. */
    record Never() implements Condition {}

    /** The record is one of these ({@code _id}). */
    record SelfIn(long[] keys) implements Condition {}

    /** The record is in the compartment of one of these patients. */
    record SubjectIn(long[] patients) implements Condition {}

    /** Written within one of these. */
    record Updated(List<DateMatch> anyOf) implements Condition {}

    /** A parameter has a value, or has none ({@code :missing}). */
    record Present(int bit, boolean present) implements Condition {}

    /**
     * An index row of one of the parameters passes the test.
     *
     * @param selective only few records can be expected to
     * @param rank      the higher, the more of one patient's records are likely to
     */
    record Rows(int[] parameters, RowTest test, boolean selective, int rank) implements Condition {

        Rows(int[] parameters, RowTest test, boolean selective) {
            this(parameters, test, selective, 1);
        }
    }

    record Not(Condition condition) implements Condition {}

    record Any(List<Condition> conditions) implements Condition {}

    record All(List<Condition> conditions) implements Condition {}

    /** A record that this one refers to fulfils the conditions. */
    record Chain(Link link, ResourceType target, List<Condition> conditions) implements Condition {}

    /** A record that refers to this one fulfils the conditions ({@code _has}). */
    record Referrer(ResourceType source, Link link, List<Condition> conditions) implements Condition {}

    /**
     * How a record refers to another: by being in its compartment, by rows in record_reference, or either.
     *
     * @param parameters of record_reference; may be empty
     */
    record Link(boolean bySubject, int[] parameters) {}
}
