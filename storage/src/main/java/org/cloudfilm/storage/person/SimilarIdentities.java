package org.cloudfilm.storage.person;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Identities that share enough with a description to be worth comparing. Each way to find them is one probe of an index
 * with a limit, so the time does not grow with the number of people.
 */
final class SimilarIdentities {

    /** In a province of 60 million some 2,000 share a birthday; the ones of like name are among the first found. */
    private static final int BORN_TOGETHER = 300;
    private static final int NAMESAKES = 100;
    private static final int ONE_PHONE = 20;

    private final JdbcClient sql;

    SimilarIdentities(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    record Found(long identity, PersonId person, String hospital, Traits traits) {}

    List<Found> to(Traits traits) {
        if (traits.nameKeys().isEmpty()) {
            return List.of();
        }
        return sql.sql("""
                        with wanted as (
                          (select identity from identity_name
                           where name_key = any(:names::text[]) and birth_date = any(:dates::date[]) limit :namesakes)
                          union
                          (select identity from identity_name
                           where birth_date = :birth and left(name_key, 1) = any(:initials::text[]) limit :together)
                          union
                          (select identity from identity_name
                           where name_key = any(:names::text[]) limit :namesakes)
                          union
                          (select id from identity where phone = :phone and phone <> '' limit :phones))
                        select i.id, i.person_id, i.hospital, i.birth_date, i.sex, i.phone, i.multiple_birth,
                          array(select name_key from identity_name where identity = i.id) as names
                        from wanted w join identity i on i.id = w.identity
                        """)
                .param("names", traits.nameKeys().toArray(String[]::new))
                .param("dates", likelyDates(traits).stream().map(LocalDate::toString).toArray(String[]::new))
                .param("birth", traits.birthDate().orElse(null), Types.DATE)
                .param("initials", initials(traits))
                .param("phone", traits.phone())
                .param("namesakes", NAMESAKES)
                .param("together", BORN_TOGETHER)
                .param("phones", ONE_PHONE)
                .query((row, n) -> new Found(
                        row.getLong("id"),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getString("hospital"),
                        Identities.traits(row)))
                .list();
    }

    /** The date itself and the one with day and month in each other's place. */
    private static List<LocalDate> likelyDates(Traits traits) {
        List<LocalDate> dates = new ArrayList<>();
        traits.birthDate().ifPresent(date -> {
            dates.add(date);
            if (date.getDayOfMonth() <= 12) {
                dates.add(LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue()));
            }
        });
        return dates;
    }

    private static String[] initials(Traits traits) {
        Set<String> initials = new LinkedHashSet<>();
        for (String key : traits.nameKeys()) {
            initials.add(key.substring(0, key.offsetByCodePoints(0, 1)));
        }
        return initials.toArray(String[]::new);
    }
}
