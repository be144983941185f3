package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.cloudfilm.storage.film.StoreOutcome.Reason;

/** Writes instances into the catalogue and decides what they are to it. Used by one thread, on one connection. */
final class Catalogue {

    private final Connection db;
    private final Hierarchy hierarchy;
    private final StudyRecords records;
    private final Set<StudyUid> touched = new TreeSet<>(Comparator.comparing(StudyUid::value));

    Catalogue(Connection db, Hierarchy hierarchy, StudyRecords records) {
        this.db = db;
        this.hierarchy = hierarchy;
        this.records = records;
    }

    /** All in one transaction; answers in the order of the instances. */
    List<CatalogueAnswer> add(List<NewInstance> instances) throws SQLException {
        Optional<List<CatalogueAnswer>> quick = addKnown(instances);
        if (quick.isPresent()) {
            return quick.get();
        }
        try {
            List<CatalogueAnswer> answers = Connections.inTransaction(db, () -> addAll(instances));
            hierarchy.committed();
            return answers;
        } catch (SQLException | RuntimeException e) {
            hierarchy.rolledBack();
            throw e;
        }
    }

    /** One instance of a known series, the common case: one statement, one round trip. */
    private Optional<List<CatalogueAnswer>> addKnown(List<NewInstance> instances) throws SQLException {
        List<InstanceRows.Row> rows = new ArrayList<>(instances.size());
        for (NewInstance instance : instances) {
            Optional<Hierarchy.Found> found = hierarchy.remembered(instance);
            if (firstVersion(instance) > 1 || records.haveOneOf(instance.record().sopClass())) {
                return Optional.empty();
            }
            if (found.isEmpty() || !(found.get() instanceof Hierarchy.Found.Rows under)) {
                return Optional.empty();
            }
            rows.add(new InstanceRows.Row(instance, under.study(), under.series(), firstVersion(instance)));
        }
        boolean[] added = InstanceRows.insert(db, rows);
        if (allOf(added)) {
            List<CatalogueAnswer> answers = new ArrayList<>(rows.size());
            rows.forEach(row -> answers.add(new CatalogueAnswer.Added(row.version())));
            return Optional.of(answers);
        }
        return Optional.of(Connections.inTransaction(db, () -> {
            List<CatalogueAnswer> answers = answers(rows, added);
            follow(touched);
            return answers;
        }));
    }

    private static boolean allOf(boolean[] added) {
        for (boolean one : added) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    private static int firstVersion(NewInstance instance) {
        return Math.max(1, instance.record().version());
    }

    private List<CatalogueAnswer> addAll(List<NewInstance> instances) throws SQLException {
        CatalogueAnswer[] answers = new CatalogueAnswer[instances.size()];
        List<InstanceRows.Row> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            switch (hierarchy.ensure(db, instances.get(i))) {
                case Hierarchy.Found.Refused no -> answers[i] = new CatalogueAnswer.Refused(no.reason(), no.detail());
                case Hierarchy.Found.Rows under -> {
                    NewInstance one = instances.get(i);
                    rows.add(new InstanceRows.Row(one, under.study(), under.series(), firstVersion(one)));
                    places.add(i);
                }
            }
        }
        if (!rows.isEmpty()) {
            List<CatalogueAnswer> given = answers(rows, InstanceRows.insert(db, rows));
            for (int i = 0; i < given.size(); i++) {
                answers[places.get(i)] = given.get(i);
            }
        }
        if (!Arrays.stream(answers).allMatch(Catalogue::isKept)) {
            hierarchy.dropEmpty(db);
        }
        touched.addAll(hierarchy.takeGrown());
        follow(touched);
        return List.of(answers);
    }

    private static boolean isKept(CatalogueAnswer answer) {
        return answer instanceof CatalogueAnswer.Added || answer instanceof CatalogueAnswer.Moved;
    }

    /** What else appears with the instances. Instances of a known series are listed there a moment later. */
    private void follow(Set<StudyUid> studies) throws SQLException {
        for (StudyUid study : studies) {
            records.follow(db, study);
        }
    }

    private List<CatalogueAnswer> answers(List<InstanceRows.Row> rows, boolean[] added) throws SQLException {
        List<CatalogueAnswer> answers = new ArrayList<>(rows.size());
        for (int i = 0; i < added.length; i++) {
            InstanceRows.Row row = rows.get(i);
            if (added[i]) {
                if (row.version() > 1) {
                    correct(row);
                } else if (records.haveOneOf(row.record().sopClass())) {
                    touched.add(row.instance().pack().study());
                }
                answers.add(new CatalogueAnswer.Added(row.version()));
            } else {
                answers.add(meet(row));
            }
        }
        return answers;
    }

    /** Decides about an instance whose UID is taken. */
    private CatalogueAnswer meet(InstanceRows.Row row) throws SQLException {
        Versions versions = Versions.find(db, row.record().instance());
        Versions.Present newest = versions.newest();
        if (!newest.hospital().equals(row.instance().pack().hospital().value())) {
            return new CatalogueAnswer.Refused(
                    Reason.OTHER_HOSPITAL, "the SOP Instance UID was used by another hospital");
        }
        if (newest.study() != row.study() || newest.series() != row.series()) {
            return new CatalogueAnswer.Refused(
                    Reason.CONFLICTING_HIERARCHY, "the SOP Instance UID is stored in another study or series");
        }
        StudyContents.Place here = new StudyContents.Place(row.instance().pack().id(), row.record().position());
        for (Versions.Present present : versions.present()) {
            if (present.place().equals(here)) {
                return new CatalogueAnswer.Added(present.version());
            }
            if (Arrays.equals(present.digest(), row.record().digest())) {
                return row.instance().instead().filter(present.place()::equals).isPresent()
                        ? move(present, row) : new CatalogueAnswer.Known(present.place());
            }
        }
        int version = versions.numberOf(row.instance());
        return versions.hasNewerThan(row.instance(), version)
                ? addOld(row.as(version)) : supersede(row.as(version));
    }

    /** It came before the newest: packs are read, and compared with the catalogue, in any order. */
    private CatalogueAnswer addOld(InstanceRows.Row row) throws SQLException {
        retire(row);
        InstanceRows.insert(db, List.of(row));
        retire(row);
        Sql.update(db, """
                update instance set superseded = false where id =
                  (select id from instance where uid = ? order by version desc, received_at desc limit 1)
                """, row.record().instance().value());
        if (row.version() > 1) {
            correct(row);
        }
        return uncounted(row);
    }

    private CatalogueAnswer supersede(InstanceRows.Row next) throws SQLException {
        retire(next);
        InstanceRows.insert(db, List.of(next));
        correct(next);
        return uncounted(next);
    }

    /** Of the versions of an instance at most one is current. */
    private void retire(InstanceRows.Row version) throws SQLException {
        Sql.update(db, "update instance set superseded = true where uid = ? and not superseded",
                version.record().instance().value());
    }

    /** The same version at another place, because the bytes at this one are gone. What is said of the study stays. */
    private CatalogueAnswer move(Versions.Present gone, InstanceRows.Row row) throws SQLException {
        UUID from = gone.place().pack().value();
        InstanceRows.move(db, gone.id(), from, row);
        Sql.update(db, """
                update pack set state = 'replaced', replaced_at = now()
                where id = ? and not exists (select from instance where pack = ?)
                """, from, from);
        PackRows.relocated(db, row.study());
        return new CatalogueAnswer.Moved(gone.version());
    }

    private void correct(InstanceRows.Row row) throws SQLException {
        new Correction(db, hierarchy, row).apply();
        touched.add(row.instance().pack().study());
    }

    /** Inserting counted it, but the instance was counted before: only its newest version counts. */
    private CatalogueAnswer uncounted(InstanceRows.Row row) throws SQLException {
        Sql.update(db, "update series set n_instances = n_instances - 1 where id = ?", row.series());
        Sql.update(db, "update study set n_instances = n_instances - 1 where id = ?", row.study());
        return new CatalogueAnswer.Added(row.version());
    }
}
