package org.cloudfilm.storage.record.imaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.film.StudyRecords;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.FindSurvivor;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ReservedIds;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.imaging.StudyFacts.Document;
import org.cloudfilm.storage.record.search.MatchCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes ImagingStudy and DocumentReference records of films. Thread safe. */
public final class FilmRecords implements StudyRecords {

    private static final Logger log = LoggerFactory.getLogger(FilmRecords.class);

    private static final String ACTOR = "film-archive";
    private static final int TRIES = 3;

    private final DataSource dataSource;
    private final RecordStore store;
    private final FilmRecordSettings settings;
    private final TransactionTemplate transactions;
    private final ReadStudy catalogue;
    private final FindSubject subjects;
    private final FindOrders orders;
    private final StudyDocuments documents;
    private final Moments moments;
    private final AccessChanges access;

    /** @param store writes under reserved ids: made with {@link org.cloudfilm.storage.record.RecordHooks#ofFilms} */
    public FilmRecords(
            DataSource dataSource,
            RecordStore store,
            MatchCriteria matching,
            Hospitals hospitals,
            FilmRecordSettings settings) {
        this.dataSource = dataSource;
        this.store = store;
        this.settings = settings;
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.catalogue = new ReadStudy(dataSource, hospitals);
        this.subjects = new FindSubject(dataSource, matching, new FindSurvivor(dataSource));
        this.orders = new FindOrders(dataSource, matching);
        this.documents = new StudyDocuments(dataSource);
        this.moments = new Moments(settings.zone());
        this.access = new AccessChanges(dataSource);
    }

    /** Writes the Endpoint by which records tell where films can be had. To be called once the database is there. */
    public void announce() {
        store.write(new RecordWriter(HospitalId.PLATFORM, ACTOR), new RecordChange.Update(
                ReservedIds.DICOM_WEB,
                RecordChange.Content.of(EndpointContent.of(settings.dicomWeb())),
                OptionalInt.empty()));
    }

    @Override
    public boolean haveOneOf(String sopClass) {
        return DocumentClasses.include(sopClass);
    }

    @Override
    public void follow(Connection db, StudyUid study) throws SQLException {
        TransactionSynchronizationManager.bindResource(dataSource, new ConnectionHolder(db, true));
        try {
            for (int n = 1; ; n++) {
                Savepoint before = db.setSavepoint();
                try {
                    transactions.executeWithoutResult(status -> follow(study, false));
                    db.releaseSavepoint(before);
                    return;
                } catch (RecordRefusal e) {
                    db.rollback(before);
                    if (e.kind() != RecordRefusal.Kind.CONFLICT) {
                        log.error("the records of a study cannot be written: {} at {}", e.kind(),
                                e.flaws().stream().map(Flaw::path).toList());
                        return;
                    }
                    if (n == TRIES) {
                        throw new SQLException("others change the records of a study all the time", "40001");
                    }
                } catch (InvalidDataAccessResourceUsageException e) {
                    db.rollback(before);
                    log.error("the records of a study cannot be written", e);
                    return;
                }
            }
        } finally {
            TransactionSynchronizationManager.unbindResource(dataSource);
        }
    }

    /** Looks for the orders of a study anew, in a transaction of its own. */
    void followAgain(StudyUid study) {
        transactions.executeWithoutResult(status -> follow(study, true));
    }

    private void follow(StudyUid uid, boolean again) {
        Optional<ReadStudy.Locked> locked = catalogue.lock(uid);
        if (locked.isPresent() && locked.get().current() && !again) {
            return;
        }
        Optional<StudyFacts> study = locked.map(row -> catalogue.read(row.id()));
        if (study.isPresent() && study.get().instances() > 0) {
            label(locked.get(), write(uid, study.get()));
        } else {
            documents.hospitalOf(uid).ifPresent(hospital -> remove(uid, hospital));
            locked.ifPresent(row -> catalogue.recorded(row.id(), row.labels(), settings.quiet()));
        }
    }

    /** A film is as sensitive as the orders it was made for. */
    private void label(ReadStudy.Locked study, int labels) {
        catalogue.recorded(study.id(), labels, settings.quiet());
        if ((labels & ~study.labels()) != 0) {
            access.narrowed();
        }
    }

    private void remove(StudyUid uid, HospitalId hospital) {
        List<RecordStore.Entry> entries = new ArrayList<>();
        entries.add(delete(imagingStudy(uid)));
        documents.of(uid).forEach(id -> entries.add(delete(id)));
        store.write(new RecordWriter(hospital, ACTOR), entries);
    }

    /** Returns the labels that the film's orders bear. */
    private int write(StudyUid uid, StudyFacts study) {
        List<Order> found = orders.find(study);
        Optional<RecordId> patient = found.stream().flatMap(order -> order.patient().stream()).findFirst();
        Subject subject = subjects.find(study, patient);
        Written written = new Written(study, subject, found);
        List<RecordStore.Entry> entries = new ArrayList<>();
        if (subject instanceof Subject.New made) {
            entries.add(new RecordStore.Entry(Optional.of(made.fullUrl()), made.patient()));
        }
        entries.add(update(imagingStudy(uid), ImagingStudyContent.of(written, moments)));
        Set<RecordId> kept = new HashSet<>();
        for (Document document : study.documents()) {
            RecordId id = new RecordId(ResourceType.DOCUMENT_REFERENCE, document.uid());
            kept.add(id);
            entries.add(update(id, DocumentContent.of(written, document, moments, settings.dicomWeb())));
        }
        documents.of(uid).stream().filter(id -> !kept.contains(id)).forEach(id -> entries.add(delete(id)));
        store.write(new RecordWriter(study.hospital().id(), ACTOR), entries);
        return written.labels();
    }

    static RecordId imagingStudy(StudyUid uid) {
        return new RecordId(ResourceType.IMAGING_STUDY, uid.value());
    }

    private static RecordStore.Entry update(RecordId id, byte[] content) {
        return new RecordStore.Entry(Optional.empty(),
                new RecordChange.Update(id, RecordChange.Content.of(content), OptionalInt.empty()));
    }

    private static RecordStore.Entry delete(RecordId id) {
        return new RecordStore.Entry(Optional.empty(), new RecordChange.Delete(id, OptionalInt.empty()));
    }
}
