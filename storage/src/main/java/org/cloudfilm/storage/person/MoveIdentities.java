package org.cloudfilm.storage.person;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.AccessChanges;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Moves identities, with their films and records, between persons. Every method joins the caller's transaction. */
final class MoveIdentities {

    private final JdbcClient sql;
    private final InstantSource clock;
    private final AccessChanges access;

    MoveIdentities(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
        this.access = new AccessChanges(dataSource);
    }

    /** Everything of {@code merged} becomes the survivor's; returns the number of the merge. Both must stand alone. */
    long merge(PersonId merged, PersonId survivor, String linkedBy, String actor, String reason) {
        lockStanding(merged, survivor);
        List<Long> identities = identitiesOf(merged);
        List<Long> kept = identitiesOf(survivor);
        List<String> numbers = new ArrayList<>();
        sql.sql("update person_identifier set person_id = :survivor where person_id = :merged returning system, value")
                .param("survivor", survivor.value())
                .param("merged", merged.value())
                .query(row -> {
                    numbers.add(row.getString(1));
                    numbers.add(row.getString(2));
                });
        move(identities, merged, survivor, linkedBy);
        sql.sql("update person set merged_into = :survivor where id = :merged")
                .param("survivor", survivor.value())
                .param("merged", merged.value())
                .update();
        repointCandidates(merged, survivor, actor, reason);
        return sql.sql("""
                        insert into person_merge (at, actor, survivor, merged, reason, identities, kept, identifiers)
                        values (:at, :actor, :survivor, :merged, :reason, :identities::bigint[], :kept::bigint[], :numbers::text[])
                        returning id
                        """)
                .param("at", now())
                .param("actor", actor)
                .param("survivor", survivor.value())
                .param("merged", merged.value())
                .param("reason", reason)
                .param("identities", identities.toArray(Long[]::new))
                .param("kept", kept.toArray(Long[]::new))
                .param("numbers", numbers.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** What a merge moved goes back, wherever later merges have taken it. False when it was undone already. */
    boolean undo(long merge, String actor, String reason) {
        Undone undone = sql.sql("""
                        update person_merge set undone_at = :at, undone_by = :actor, undo_reason = :reason
                        where id = :id and undone_at is null
                        returning survivor, merged, identities, identifiers
                        """)
                .param("at", now())
                .param("actor", actor)
                .param("reason", reason)
                .param("id", merge)
                .query((row, n) -> new Undone(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        List.of((Long[]) row.getArray(3).getArray()),
                        List.of((String[]) row.getArray(4).getArray())))
                .optional()
                .orElse(null);
        if (undone == null) {
            return false;
        }
        PersonId holder = root(undone.survivor);
        PersonId merged = new PersonId(undone.merged);
        sql.sql("update person set merged_into = null where id = :merged").param("merged", merged.value()).update();
        move(undone.identities, holder, merged, "alone");
        for (int i = 0; i < undone.numbers.size(); i += 2) {
            sql.sql("""
                            update person_identifier set person_id = :merged
                            where system = :system and value = :value and person_id = :holder
                            """)
                    .param("merged", merged.value())
                    .param("system", undone.numbers.get(i))
                    .param("value", undone.numbers.get(i + 1))
                    .param("holder", holder.value())
                    .update();
        }
        sql.sql("""
                        insert into person_candidate (first, second, score, reasons, state, found_at, decided_at, decided_by, remark)
                        values (least(:one::uuid, :other::uuid), greatest(:one::uuid, :other::uuid), 0, '{}', 'separate', :at, :at, :actor, :reason)
                        on conflict (first, second) do update
                        set state = 'separate', decided_at = :at, decided_by = :actor, remark = :reason
                        """)
                .param("one", merged.value())
                .param("other", holder.value())
                .param("at", now())
                .param("actor", actor)
                .param("reason", reason)
                .update();
        return true;
    }

    private List<Long> identitiesOf(PersonId person) {
        return sql.sql("select id from identity where person_id = :person for update")
                .param("person", person.value())
                .query(Long.class)
                .list();
    }

    private record Undone(UUID survivor, UUID merged, List<Long> identities, List<String> numbers) {}

    /**
     * The films and records of an identity go with it, those that came after the merge as well. Decisions made before are
     * void in every process once this commits.
     */
    private void move(List<Long> identities, PersonId from, PersonId to, String linkedBy) {
        Long[] ids = identities.toArray(Long[]::new);
        sql.sql("""
                        with moved as (
                          update identity set person_id = :to, linked_by = :by
                          where id = any(:ids::bigint[]) and person_id = :from
                          returning id),
                        films as (
                          update patient set person_id = :to where identity in (select id from moved))
                        update patient_record set person_id = :to where identity in (select id from moved)
                        """)
                .param("to", to.value())
                .param("from", from.value())
                .param("by", linkedBy)
                .param("ids", ids)
                .update();
        access.narrowed();
    }

    private void lockStanding(PersonId merged, PersonId survivor) {
        int standing = sql.sql("""
                        select id from person where id in (:merged, :survivor) and merged_into is null
                        order by id for update
                        """)
                .param("merged", merged.value())
                .param("survivor", survivor.value())
                .query(UUID.class)
                .list()
                .size();
        if (standing != 2) {
            throw new PersonMovedException();
        }
    }

    /** What the merged one was to be compared with, the survivor is now. */
    private void repointCandidates(PersonId merged, PersonId survivor, String actor, String reason) {
        sql.sql("""
                        update person_candidate
                        set state = 'merged', decided_at = :at, decided_by = :actor, remark = :reason
                        where first = least(:merged::uuid, :survivor::uuid) and second = greatest(:merged::uuid, :survivor::uuid)
                        """)
                .param("merged", merged.value())
                .param("survivor", survivor.value())
                .param("at", now())
                .param("actor", actor)
                .param("reason", reason)
                .update();
        sql.sql("""
                        with gone as (
                          delete from person_candidate
                          where state = 'open' and (first = :merged or second = :merged)
                          returning case first when :merged then second else first end as other, score, reasons, found_at)
                        insert into person_candidate (first, second, score, reasons, found_at)
                        select least(other, :survivor::uuid), greatest(other, :survivor::uuid), score, reasons, found_at from gone
                        where other <> :survivor
                        on conflict (first, second) do nothing
                        """)
                .param("merged", merged.value())
                .param("survivor", survivor.value())
                .update();
    }

    private PersonId root(UUID person) {
        return new PersonId(sql.sql("""
                        with recursive up as (
                          select id, merged_into from person where id = :person
                          union all
                          select p.id, p.merged_into from person p join up on p.id = up.merged_into)
                        select id from up where merged_into is null
                        """)
                .param("person", person)
                .query(UUID.class)
                .single());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
