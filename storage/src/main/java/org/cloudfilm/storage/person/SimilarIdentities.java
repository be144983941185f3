package org.cloudfilm.storage.person;

import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Identities that share enough with a description to be worth comparing. Each way to find them is one probe of an index
 * with a limit, so the time does not grow with the number of people.
 */
public final class SimilarIdentities {

    /** In a province of 60 million some 2,000 share a birthday, 150 of them the family name 王 as well. */
    private static final int BORN_TOGETHER = 100;
    private static final int NAMESAKES = 100;
    private static final int ONE_PHONE = 20;
    private static final int OF_ONE_PERSON = 200;

    private static final String READ = """
            select i.id, i.person_id, i.hospital, i.birth_date, i.sex, i.phone, i.multiple_birth,
              array(select name_key from identity_name where identity = i.id) as names
            """;

    private final JdbcClient sql;

    public SimilarIdentities(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** One that was found, with what its hospital says. */
    public record Found(long identity, PersonId person, String hospital, Traits traits) {}

    List<Found> to(Traits traits) {
        return to(traits, Optional.empty());
    }

    /** @param hospital whose identities alone are looked at */
    public List<Found> to(Traits traits, Optional<HospitalId> hospital) {
        if (traits.nameKeys().isEmpty()) {
            return List.of();
        }
        String here = hospital.isPresent() ? " and hospital = :hospital" : "";
        boolean born = traits.birthDate().isPresent();
        StringBuilder probes = new StringBuilder("(select identity from identity_name where name_key = any(:names::text[])");
        // the date itself and those a slip of the pen makes of it, or any where it is not known
        probes.append(born ? " and birth_date = any(:dates::date[])" : "").append(here).append(" limit :namesakes)");
        if (born) {
            probes.append(" union (select identity from unnest(:initials::text[]) as initial, lateral ("
                    + "select identity from identity_name where birth_date = :birth"
                    + " and name_key >= initial and name_key < initial || chr(1114111)" + here + " limit :together) as together)");
        }
        if (!traits.phone().isEmpty()) {
            probes.append(" union (select id from identity where phone = :phone and phone <> ''").append(here)
                    .append(" limit :phones)");
        }
        StatementSpec query = sql.sql("with wanted (identity) as (" + probes + ") " + READ
                        + " from wanted w join identity i on i.id = w.identity")
                .param("names", traits.nameKeys().toArray(String[]::new))
                .param("namesakes", NAMESAKES);
        if (born) {
            query = query.param("dates", likelyDates(traits.birthDate().get()))
                    .param("birth", traits.birthDate().get(), Types.DATE)
                    .param("initials", initials(traits))
                    .param("together", BORN_TOGETHER);
        }
        if (!traits.phone().isEmpty()) {
            query = query.param("phone", traits.phone()).param("phones", ONE_PHONE);
        }
        if (hospital.isPresent()) {
            query = query.param("hospital", hospital.get().value());
        }
        return found(query);
    }

    /** All that is known of some persons. */
    public List<Found> of(Collection<PersonId> persons) {
        if (persons.isEmpty()) {
            return List.of();
        }
        return found(sql.sql(READ + " from identity i where i.person_id = any(:persons::uuid[]) order by i.id limit :limit")
                .param("persons", PersonId.values(persons))
                .param("limit", OF_ONE_PERSON * persons.size()));
    }

    private static List<Found> found(StatementSpec query) {
        return query.query((row, n) -> new Found(
                        row.getLong("id"),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getString("hospital"),
                        Identities.traits(row)))
                .list();
    }

    /** The date, the one with day and month in each other's place, and all that differ in one digit. */
    static String[] likelyDates(LocalDate date) {
        Set<String> dates = new LinkedHashSet<>();
        dates.add(date.toString());
        if (date.getDayOfMonth() <= 12) {
            dates.add(LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue()).toString());
        }
        StringBuilder text = new StringBuilder(date.toString());
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            for (char other = '0'; digit != '-' && other <= '9'; other++) {
                text.setCharAt(i, other);
                parse(text.toString()).ifPresent(likely -> dates.add(likely.toString()));
            }
            text.setCharAt(i, digit);
        }
        return dates.toArray(String[]::new);
    }

    private static Optional<LocalDate> parse(String date) {
        int month = Integer.parseInt(date.substring(5, 7));
        int day = Integer.parseInt(date.substring(8));
        int year = Integer.parseInt(date.substring(0, 4));
        boolean exists = year >= 1 && month >= 1 && month <= 12 && day >= 1
                && day <= LocalDate.of(year, month, 1).lengthOfMonth();
        return exists ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    private static String[] initials(Traits traits) {
        Set<String> initials = new LinkedHashSet<>();
        for (String key : traits.nameKeys()) {
            initials.add(key.substring(0, key.offsetByCodePoints(0, 1)));
        }
        return initials.toArray(String[]::new);
    }
}
