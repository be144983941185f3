package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.sql.KeptPlan;

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
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private static final String READ = "select i.id, i.person_id, i.hospital, " + Identities.COLUMNS;

    private static final String BY_PERSON =
            READ + "from identity i where i.person_id = any(?::uuid[]) order by i.id limit ?";

    private final KeptPlan sql;

    public SimilarIdentities(DataSource dataSource) {
        this.sql = new KeptPlan(dataSource);
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
        Probes probes = new Probes(hospital);
        String[] names = traits.nameKeys().toArray(String[]::new);
        if (traits.birthDate().isPresent()) {
            LocalDate birth = traits.birthDate().get();
            probes.add("select identity from identity_name where name_key = any(?::text[]) and birth_date = any(?::date[])",
                    NAMESAKES, names, likelyDates(birth));
            for (String initial : initials(traits)) {
                probes.add("select identity from identity_name where birth_date = ? and name_key >= ? and name_key < ?",
                        BORN_TOGETHER, birth, initial, initial + LAST_CHARACTER);
            }
        } else {
            probes.add("select identity from identity_name where name_key = any(?::text[])", NAMESAKES, (Object) names);
        }
        if (!traits.phone().isEmpty()) {
            probes.add("select id from identity where phone = ? and phone <> ''", ONE_PHONE, traits.phone());
        }
        return found("with wanted (identity) as (" + probes.sql + ") " + READ
                + "from wanted w join identity i on i.id = w.identity", probes.values);
    }

    /** Ways to find them, together. The limits are part of the text: a kept plan knows no values. */
    private static final class Probes {

        private final Optional<HospitalId> hospital;
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Probes(Optional<HospitalId> hospital) {
            this.hospital = hospital;
        }

        void add(String probe, int limit, Object... its) {
            sql.append(sql.isEmpty() ? "(" : " union (").append(probe);
            values.addAll(List.of(its));
            hospital.ifPresent(here -> {
                sql.append(" and hospital = ?");
                values.add(here.value());
            });
            sql.append(" limit ").append(limit).append(')');
        }
    }

    /** All that is known of some persons. */
    public List<Found> of(Collection<PersonId> persons) {
        if (persons.isEmpty()) {
            return List.of();
        }
        return found(BY_PERSON, List.of(PersonId.values(persons), OF_ONE_PERSON * persons.size()));
    }

    private List<Found> found(String query, List<Object> values) {
        return sql.query(query, values, (row, n) -> new Found(
                row.getLong("id"),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("hospital"),
                Identities.traits(row)));
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
