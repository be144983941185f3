package org.cloudfilm.storage.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.sql.KeptPlan;

/** Whose a hospital's numbers are, and whose they were. Joins the caller's transaction. */
final class NumberHolders {

    /** A number of hundreds of people is an error of data; it must not slow everybody down. */
    private static final int COMPARED_AT_MOST = 50;

    private static final String BY_NUMBER = "select n.rank, i.id, i.person_id, i.former, " + Identities.COLUMNS + """
            from unnest(?::text[], ?::text[]) with ordinality as n (system, value, rank)
            join identity i on i.hospital = ? and i.system = n.system and i.value = n.value
            order by n.rank, i.former desc nulls first limit\s""" + COMPARED_AT_MOST;

    private final KeptPlan sql;

    NumberHolders(DataSource dataSource) {
        this.sql = new KeptPlan(dataSource);
    }

    /**
     * Who has or had a number of the hospital, and what it says of him under it.
     *
     * @param rank   the lower, the earlier the number stood among those asked for
     * @param former the hospital has given the number to somebody else since
     */
    record Holder(long rank, long identity, PersonId person, boolean former, Traits traits) {

        private static Holder of(ResultSet row, int number) throws SQLException {
            return new Holder(
                    row.getLong("rank"),
                    row.getLong("id"),
                    new PersonId(row.getObject("person_id", UUID.class)),
                    row.getObject("former") != null,
                    Identities.traits(row));
        }
    }

    /** Whose the first of the numbers is that the hospital has used before: who has it comes first, then who had it last. */
    List<Holder> of(HospitalId hospital, List<PatientNumber> numbers) {
        List<Holder> all = sql.query(BY_NUMBER, List.of(
                numbers.stream().map(PatientNumber::system).toArray(String[]::new),
                numbers.stream().map(PatientNumber::value).toArray(String[]::new),
                hospital.value()), Holder::of);
        return all.stream().takeWhile(holder -> holder.rank == all.getFirst().rank).toList();
    }

    /** The one whom the description fits best; of equals the first. */
    static Optional<Holder> best(List<Holder> holders, Traits traits) {
        return holders.stream()
                .sorted(Comparator.comparingInt((Holder holder) -> Match.between(holder.traits, traits).score()).reversed())
                .findFirst();
    }
}
