package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.outbox.DeliverEvents;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.OutboxSettings;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.imaging.LinkOrders;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.testing.TestDatabase;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hospital sends films; what FHIR then says of them. */
class FilmsAreRecordsTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final RecordWriter LISHUI = new RecordWriter(new HospitalId("lishui"), "his");
    private static final String PATIENTS = "urn:cloudfilm:hospital:lishui:patient";
    private static final String ACCESSIONS = "urn:cloudfilm:hospital:lishui:accession";

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;
    private RecordStore doors;

    @BeforeEach
    void start() throws Exception {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start();
        doors = TestRecords.doors(db.dataSource(), films.store);
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    @Test
    void firstInstance_itsStudyIsFoundByWhatItSays() {
        films.store(slice(1, 1, 1, header -> header.put(Tags.BodyPartExamined, "CHEST")));

        String patient = found("lishui", ResourceType.PATIENT, "identifier=" + PATIENTS + "|34052419800101001X").getFirst()
                .id().toString();
        for (String query : List.of(
                "identifier=urn:dicom:uid|urn:oid:" + Samples.study(1),
                "identifier=" + ACCESSIONS + "|A1",
                "patient=" + patient,
                "subject:Patient.name=张三",
                "modality=CT",
                "bodysite=http://snomed.info/sct|816094009",
                "started=2026-11-21T10:11:12.500+08:00",
                "series=" + "1.2.826.0.1.3680043.10.1.1.1",
                "instance=" + Samples.instance(1, 1, 1),
                "dicom-class=urn:oid:1.2.840.10008.5.1.4.1.1.2",
                "endpoint=Endpoint/dicom-web",
                "status=available")) {
            assertThat(found("lishui", ResourceType.IMAGING_STUDY, query)).as(query).hasSize(1);
            assertThat(found("jinyun", ResourceType.IMAGING_STUDY, query)).as(query).isEmpty();
        }
        Patient made = resource(Patient.class, found("lishui", ResourceType.PATIENT, "name=张三").getFirst());
        assertThat(made.getBirthDateElement().getValueAsString()).isEqualTo("1980-01-01");
        assertThat(made.getGender().toCode()).isEqualTo("male");
        assertThat(made.getName().getFirst().getFamily()).isEqualTo("张");
    }

    @Test
    void filmAndRecord_belongToOnePerson() {
        films.store(Samples.slice(1, 1, 1));

        assertThat(JdbcClient.create(db.dataSource()).sql("""
                        select count(*) from patient f join patient_record r
                          on r.person_id = f.person_id and r.identity = f.identity
                        """).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void otherInstances_areListedOnceThePackIsSealed() throws Exception {
        for (int i = 1; i <= 5; i++) {
            films.store(Samples.slice(1, 1, i));
        }
        films.store(Samples.slice(1, 2, 1));
        assertThat(study(1).getNumberOfSeries()).isEqualTo(2);

        films.store(Samples.slice(1, 2, 2));
        films.sealAndShip();

        ImagingStudy study = study(1);
        assertThat(study.getNumberOfInstances()).isEqualTo(7);
        assertThat(study.getSeries()).extracting(ImagingStudy.ImagingStudySeriesComponent::getNumberOfInstances)
                .containsExactly(5, 2);
        assertThat(study.getSeries().getFirst().getInstance())
                .extracting(ImagingStudy.ImagingStudySeriesInstanceComponent::getNumber)
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(films.archive.pending()).isZero();
    }

    @Test
    void orderThatCameFirst_studyIsBasedOnItAndInItsVisit() {
        order("A1", "his-order", "张三");

        films.store(Samples.slice(1, 1, 1));

        ImagingStudy study = study(1);
        assertThat(study.getBasedOnFirstRep().getReference()).isEqualTo("ServiceRequest/his-order");
        assertThat(study.getEncounter().getReference()).isEqualTo("Encounter/visit-his-order");
        assertThat(found("lishui", ResourceType.IMAGING_STUDY, "basedon=ServiceRequest/his-order")).hasSize(1);
        assertThat(found("lishui", ResourceType.IMAGING_STUDY, "encounter=Encounter/visit-his-order")).hasSize(1);
        assertThat(study.getSubject().getReference()).isEqualTo("Patient/p-his-order");
        assertThat(found("lishui", ResourceType.PATIENT, "birthdate=1980-01-01")).hasSize(1);
    }

    @Test
    void orderThatComesLater_andChangesAndGoes_isFollowed() {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(2, 1, 1));
        try (DeliverEvents events = new DeliverEvents(db.dataSource(),
                List.of(new LinkOrders(db.dataSource(), TestRecords.on(db.dataSource(), films.store),
                        new JdbcOutbox(db.dataSource()))),
                OutboxSettings.DEFAULT, InstantSource.system())) {
            events.start();

            order("A1", "late", "张三");
            await(() -> "Encounter/visit-late".equals(study(1).getEncounter().getReference()));
            assertThat(study(1).getBasedOnFirstRep().getReference()).isEqualTo("ServiceRequest/late");

            doors.write(LISHUI, new RecordChange.Update(new RecordId(ResourceType.SERVICE_REQUEST, "late"), json("""
                    {'resourceType':'ServiceRequest','status':'active','intent':'order',
                     'identifier':[{'system':'%s','value':'A1'}],'subject':{'reference':'Patient/p-late'},
                     'encounter':{'reference':'Encounter/other'}}
                    """.formatted(ACCESSIONS)), OptionalInt.empty()));
            await(() -> "Encounter/other".equals(study(1).getEncounter().getReference()));

            doors.write(LISHUI, new RecordChange.Delete(
                    new RecordId(ResourceType.SERVICE_REQUEST, "late"), OptionalInt.empty()));
            await(() -> !study(1).hasBasedOn() && !study(1).hasEncounter());
            assertThat(study(2).hasBasedOn()).isFalse();
        }
    }

    @Test
    void orderThatIsSensitive_makesItsFilmsSo_andVoidsWhatWasDecidedBefore() {
        films.store(Samples.slice(1, 1, 1));
        long before = count("access_generation where number = 1");
        try (DeliverEvents events = new DeliverEvents(db.dataSource(),
                List.of(new LinkOrders(db.dataSource(), TestRecords.on(db.dataSource(), films.store),
                        new JdbcOutbox(db.dataSource()))),
                OutboxSettings.DEFAULT, InstantSource.system())) {
            events.start();
            order("A1", "late", "张三");
            await(() -> study(1).hasBasedOn());
            assertThat(count("study where labels = 0")).isEqualTo(1);

            doors.write(LISHUI, new RecordChange.Update(new RecordId(ResourceType.SERVICE_REQUEST, "late"), json("""
                    {'resourceType':'ServiceRequest','status':'active','intent':'order',
                     'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'HIV'}]},
                     'identifier':[{'system':'%s','value':'A1'}],'subject':{'reference':'Patient/p-late'}}
                    """.formatted(ACCESSIONS)), OptionalInt.empty()));

            await(() -> count("study where labels = 1") == 1);
            assertThat(study(1).getMeta().getSecurityFirstRep().getCode()).isEqualTo("HIV");
            assertThat(count("record where labels = 1 and type in (15, 16)")).isEqualTo(2);
            assertThat(before).isEqualTo(1);
            assertThat(count("access_generation where number = 2")).isEqualTo(1);
        }
    }

    @Test
    void orderOfSomebodyElse_isNotTheStudys() {
        doors.write(LISHUI, List.of(
                new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                        new RecordId(ResourceType.PATIENT, "other"), json("""
                        {'resourceType':'Patient','identifier':[{'system':'%s','value':'4711'}],'name':[{'text':'李四'}]}
                        """.formatted(PATIENTS)), OptionalInt.empty())),
                new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                        new RecordId(ResourceType.SERVICE_REQUEST, "typo"), json("""
                        {'resourceType':'ServiceRequest','status':'active','intent':'order',
                         'identifier':[{'system':'%s','value':'A1'}],'subject':{'reference':'Patient/other'}}
                        """.formatted(ACCESSIONS)), OptionalInt.empty()))));

        films.store(Samples.slice(1, 1, 1));

        assertThat(study(1).hasBasedOn()).isFalse();
    }

    @Test
    void patientOfTheOrder_underAnotherSystem_isTheFilmsPatient() {
        doors.write(LISHUI, List.of(
                new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                        new RecordId(ResourceType.PATIENT, "mrn"), json("""
                        {'resourceType':'Patient','name':[{'text':'张三'}],
                         'identifier':[{'system':'http://lishui.example/mrn','value':'34052419800101001X'}]}
                        """), OptionalInt.empty())),
                new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                        new RecordId(ResourceType.SERVICE_REQUEST, "own"), json("""
                        {'resourceType':'ServiceRequest','status':'active','intent':'order',
                         'identifier':[{'system':'%s','value':'A1'}],'subject':{'reference':'Patient/mrn'}}
                        """.formatted(ACCESSIONS)), OptionalInt.empty()))));

        films.store(Samples.slice(1, 1, 1));

        assertThat(study(1).getBasedOnFirstRep().getReference()).isEqualTo("ServiceRequest/own");
        assertThat(study(1).getSubject().getReference()).isEqualTo("Patient/mrn");
    }

    @Test
    void patientMergedIntoAnother_filmsThatComeAreTheOthers() {
        order("A1", "his-order", "张三");
        films.store(Samples.slice(1, 1, 1));
        doors.write(LISHUI, new RecordChange.Update(new RecordId(ResourceType.PATIENT, "survivor"), json("""
                {'resourceType':'Patient','identifier':[{'system':'%s','value':'99'}],'name':[{'text':'张三'}]}
                """.formatted(PATIENTS)), OptionalInt.empty()));
        doors.write(LISHUI, new RecordChange.Update(new RecordId(ResourceType.PATIENT, "p-his-order"), json("""
                {'resourceType':'Patient','active':false,'name':[{'text':'张三'}],'birthDate':'1980-01-01',
                 'identifier':[{'system':'%s','value':'34052419800101001X'}],
                 'link':[{'other':{'reference':'Patient/survivor'},'type':'replaced-by'}]}
                """.formatted(PATIENTS)), OptionalInt.empty()));

        films.store(Samples.slice(1, 2, 1));

        assertThat(study(1).getSubject().getReference()).isEqualTo("Patient/survivor");
    }

    @Test
    void laterInstanceOfAKnownSeries_isListedWhenTheStudyIsQuiet() {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));

        await(() -> study(1).getNumberOfInstances() == 2);
        assertThat(films.archive.openSegments()).isEqualTo(1);
    }

    @Test
    void documents_areRecordsOfTheirOwn() {
        films.store(Samples.slice(1, 1, 1));
        films.store(report(1, 2, 1));
        films.store(report(1, 2, 2));
        films.store(Samples.bytes(Samples.header(1, 3, 1)
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.104.1")
                .put(Tags.Modality, "DOC")
                .put(0x00420010, "检查报告")
                .build()));

        List<StoredRecord> documents = found("lishui", ResourceType.DOCUMENT_REFERENCE,
                "related=ImagingStudy/" + Samples.study(1));
        assertThat(documents).hasSize(3);
        DocumentReference report = resource(DocumentReference.class, documents.stream()
                .filter(one -> one.id().id().equals(Samples.instance(1, 2, 1).value())).findFirst().orElseThrow());
        assertThat(report.getType().getCodingFirstRep().getCode()).isEqualTo("18782-3");
        assertThat(report.getContentFirstRep().getAttachment().getUrl())
                .isEqualTo("/dicom-web/studies/" + Samples.study(1) + "/series/1.2.826.0.1.3680043.10.1.1.2/instances/"
                        + Samples.instance(1, 2, 1));
        assertThat(found("lishui", ResourceType.DOCUMENT_REFERENCE, "description=检查报告")).hasSize(1);
        assertThat(found("jinyun", ResourceType.DOCUMENT_REFERENCE, "related=ImagingStudy/" + Samples.study(1))).isEmpty();
    }

    @Test
    void idsOfFilms_areNotForHospitalsToWrite() {
        films.store(Samples.slice(1, 1, 1));

        for (String id : List.of(Samples.study(1).value(), "1.2.3.4")) {
            for (RecordChange change : List.of(
                    new RecordChange.Update(new RecordId(ResourceType.IMAGING_STUDY, id), json("""
                            {'resourceType':'ImagingStudy','id':'%s','status':'available','subject':{'display':'x'}}
                            """.formatted(id)), OptionalInt.empty()),
                    new RecordChange.Delete(new RecordId(ResourceType.IMAGING_STUDY, id), OptionalInt.empty()))) {
                assertThat(refusal(change)).contains(RecordRefusal.Kind.FORBIDDEN);
            }
        }
        assertThat(refusal(new RecordChange.DeleteWhere(
                ResourceType.IMAGING_STUDY, "identifier=urn:dicom:uid|urn:oid:" + Samples.study(1))))
                .contains(RecordRefusal.Kind.FORBIDDEN);
        assertThat(study(1).getNumberOfInstances()).isEqualTo(1);
    }

    @Test
    void refusedInstances_leaveNoRecord() {
        films.store(Samples.slice(1, 1, 1));
        long records = count("record where not deleted");

        films.store(Samples.JINYUN, Samples.slice(1, 2, 1));

        assertThat(count("record where not deleted")).isEqualTo(records);
    }

    @Test
    void correction_isFollowed() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.store(slice(1, 1, 1, header -> header
                .put(Tags.StudyDescription, "头颅平扫").put(Tags.PatientID, "77").put(Tags.PatientName, "Li^Si=李^四")));

        ImagingStudy study = study(1);
        assertThat(study.getDescription()).isEqualTo("头颅平扫");
        String patient = study.getSubject().getReference();
        assertThat(found("lishui", ResourceType.PATIENT, "name=李四").getFirst().id().toString()).isEqualTo(patient);
    }

    @Test
    void numberGivenToSomebodyElse_eachHasHisOwnFilms() throws Exception {
        films.store(slice(1, 1, 1, FilmsAreRecordsTest::wu));
        films.store(slice(2, 1, 1, FilmsAreRecordsTest::zheng));
        films.store(slice(3, 1, 1, FilmsAreRecordsTest::wu));
        films.store(slice(4, 1, 1, FilmsAreRecordsTest::zheng));

        assertThat(personOf(db, 1)).isEqualTo(personOf(db, 3)).isNotEqualTo(personOf(db, 2));
        assertThat(personOf(db, 2)).isEqualTo(personOf(db, 4));
        assertThat(count("patient where patient_id = '7'")).as("two patients, one Patient ID").isEqualTo(2);
        assertThat(study(1).getSubject().getReference()).isEqualTo(study(3).getSubject().getReference());
        assertThat(study(2).getSubject().hasReference()).as("the Patient with the number is somebody else").isFalse();
        assertThat(study(2).getSubject().getDisplay()).contains("郑");
    }

    @Test
    void numberGivenToSomebodyElse_hisOwnPatientIsTheFilms() {
        films.store(slice(1, 1, 1, FilmsAreRecordsTest::wu));
        doors.write(LISHUI, new RecordChange.Update(new RecordId(ResourceType.PATIENT, "zheng"), json("""
                {'resourceType':'Patient','identifier':[{'system':'%s','value':'7'}],'name':[{'text':'郑十'}],
                 'birthDate':'2011-07-09'}
                """.formatted(PATIENTS)), OptionalInt.empty()));

        films.store(slice(2, 1, 1, FilmsAreRecordsTest::zheng));
        films.store(slice(3, 1, 1, FilmsAreRecordsTest::wu));

        assertThat(study(2).getSubject().getReference()).isEqualTo("Patient/zheng");
        assertThat(study(3).getSubject().getReference()).isEqualTo(study(1).getSubject().getReference())
                .isNotEqualTo("Patient/zheng");
        assertThat(count("patient f join patient_record r on r.identity = f.identity and r.person_id = f.person_id")).isEqualTo(2);
    }

    @Test
    void numberGivenToSomebodyElse_ordersOfWhoHadItBefore_areNotHisFilms() {
        films.store(slice(1, 1, 1, FilmsAreRecordsTest::wu));
        String wu = study(1).getSubject().getReference();
        doors.write(LISHUI, new RecordChange.Update(new RecordId(ResourceType.SERVICE_REQUEST, "wus"), json("""
                {'resourceType':'ServiceRequest','status':'active','intent':'order',
                 'identifier':[{'system':'%s','value':'A2'}],'subject':{'reference':'%s'}}
                """.formatted(ACCESSIONS, wu)), OptionalInt.empty()));

        films.store(slice(2, 1, 1, FilmsAreRecordsTest::zheng));

        assertThat(study(2).hasBasedOn()).isFalse();
        assertThat(study(2).getSubject().hasReference()).isFalse();
    }

    @Test
    void numberGivenToSomebodyElse_rebuiltCatalogueKeepsThemApart() throws Exception {
        films.store(slice(1, 1, 1, FilmsAreRecordsTest::wu));
        films.store(slice(2, 1, 1, FilmsAreRecordsTest::zheng));
        films.store(slice(3, 1, 1, FilmsAreRecordsTest::wu));
        films.sealAndShip();

        try (TestDatabase fresh = TestDatabase.create()) {
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
            assertThat(personOf(fresh, 1)).isEqualTo(personOf(fresh, 3)).isNotEqualTo(personOf(fresh, 2));
        }
    }

    @Test
    void patientOverwrittenBySomebodyElse_isRefused_aCorrectionIsNot() {
        films.store(slice(1, 1, 1, FilmsAreRecordsTest::wu));
        films.store(slice(2, 1, 1, FilmsAreRecordsTest::zheng));
        RecordId wu = RecordId.parse(study(1).getSubject().getReference()).orElseThrow();
        String patient = """
                {'resourceType':'Patient','identifier':[{'system':'%s','value':'7'}],'name':[{'text':'%s'}],'birthDate':'%s'}
                """;

        assertThat(refusal(new RecordChange.Update(
                wu, json(patient.formatted(PATIENTS, "郑十", "2011-07-09")), OptionalInt.empty())))
                .contains(RecordRefusal.Kind.INVALID);
        assertThat(refusal(new RecordChange.Update(
                wu, json(patient.formatted(PATIENTS, "吴久久", "1980-01-01")), OptionalInt.empty()))).isEmpty();
        assertThat(count("patient_record r join patient f on f.identity = r.identity and f.person_id = r.person_id")).isEqualTo(1);
        assertThat(found("lishui", ResourceType.PATIENT, "name=吴久久")).hasSize(1);
    }

    private static DatasetBuilder wu(DatasetBuilder header) {
        return header.put(Tags.PatientID, "7").put(Tags.PatientName, "Wu^Jiu=吴^九");
    }

    private static DatasetBuilder zheng(DatasetBuilder header) {
        return header.put(Tags.PatientID, "7").put(Tags.PatientName, "Zheng^Shi=郑^十").put(Tags.PatientBirthDate, "20110709");
    }

    private static String personOf(TestDatabase where, int study) {
        return JdbcClient.create(where.dataSource())
                .sql("select p.person_id::text from study s join patient p on p.id = s.patient where s.uid = :uid")
                .param("uid", Samples.study(study).value())
                .query(String.class)
                .single();
    }

    @Test
    void strangeHeaders_areStillRecords() {
        films.store(slice(1, 1, 1, header -> header
                .put(Tags.PatientID, "").put(Tags.PatientName, "\u0001\"\\^ ").put(Tags.Modality, "")
                .put(Tags.SeriesNumber, "-1").put(Tags.InstanceNumber, "-7").put(Tags.StudyDate, "00000000")
                .put(Tags.BodyPartExamined, "A  \t B").put(Tags.AccessionNumber, "a,b|c\\d$ &=+%")
                .put(Tags.StudyDescription, "\u0007 \u001b x")));
        films.store(slice(2, 1, 1, header -> header
                .put(Tags.PatientID, "a,b|c\\d$ &=+%").put(Tags.IssuerOfPatientID, "x y|z").put(Tags.PatientSex, "?")));
        films.store(slice(3, 1, 1, header -> header
                .put(Tags.PatientID, "a,b|c\\d$ &=+%").put(Tags.IssuerOfPatientID, "x y|z")));

        assertThat(study(1).getSeriesFirstRep().getModality().getCode()).isEqualTo("OT");
        assertThat(study(2).getSubject().getReference()).isEqualTo(study(3).getSubject().getReference());
    }

    @Test
    void rebuiltCatalogue_hasItsRecordsToo() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));
        films.store(report(1, 2, 1));
        films.sealAndShip();

        try (TestDatabase fresh = TestDatabase.create()) {
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
            assertThat(JdbcClient.create(fresh.dataSource()).sql("select id from record where type in (:types) order by id")
                    .param("types", List.of(
                            ResourceType.IMAGING_STUDY.number(), ResourceType.DOCUMENT_REFERENCE.number()))
                    .query(String.class).list())
                    .containsExactly(Samples.study(1).value(), Samples.instance(1, 2, 1).value());
            assertThat(JdbcClient.create(fresh.dataSource()).sql("select recorded = version from study").query(Boolean.class).single()).isTrue();
        }
    }

    private void order(String accession, String id, String name) {
        doors.write(LISHUI, List.of(
                new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                        new RecordId(ResourceType.PATIENT, "p-" + id), json("""
                        {'resourceType':'Patient','identifier':[{'system':'%s','value':'34052419800101001X'}],
                         'name':[{'text':'%s'}],'birthDate':'1980-01-01'}
                        """.formatted(PATIENTS, name)), OptionalInt.empty())),
                new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                        new RecordId(ResourceType.SERVICE_REQUEST, id), json("""
                        {'resourceType':'ServiceRequest','status':'active','intent':'order',
                         'identifier':[{'system':'%s','value':'%s'}],'subject':{'reference':'Patient/p-%s'},
                         'encounter':{'reference':'Encounter/visit-%s'}}
                        """.formatted(ACCESSIONS, accession, id, id)), OptionalInt.empty()))));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static byte[] report(int study, int series, int instance) {
        return Samples.bytes(Samples.header(study, series, instance)
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.88.11")
                .put(Tags.Modality, "SR")
                .put(Tags.ContentDate, "20261121")
                .put(Tags.ContentTime, "111213")
                .put(0x0040A043, Dataset.builder()
                        .put(0x00080100, "18782-3")
                        .put(0x00080102, "LN")
                        .put(0x00080104, "X-Ray Report")
                        .build())
                .build());
    }

    private interface Change {
        DatasetBuilder apply(DatasetBuilder header);
    }

    private static byte[] slice(int study, int series, int instance, Change change) {
        return Samples.bytes(change.apply(Samples.header(study, series, instance)).build());
    }

    private Optional<RecordRefusal.Kind> refusal(RecordChange change) {
        try {
            doors.write(LISHUI, change);
            return Optional.empty();
        } catch (RecordRefusal e) {
            return Optional.of(e.kind());
        }
    }

    private static RecordChange.Content json(String text) {
        return RecordChange.Content.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private ImagingStudy study(int study) {
        return resource(ImagingStudy.class, found("lishui", ResourceType.IMAGING_STUDY, "_id=" + Samples.study(study))
                .getFirst());
    }

    private static <T extends org.hl7.fhir.r4.model.Resource> T resource(Class<T> type, StoredRecord record) {
        return FHIR.newJsonParser().parseResource(type, new String(record.content(), StandardCharsets.UTF_8));
    }

    private List<StoredRecord> found(String hospital, ResourceType type, String query) {
        List<Map.Entry<String, String>> parameters = Stream.of(query.split("&"))
                .map(part -> part.split("=", 2))
                .map(part -> Map.entry(part[0], part[1]))
                .toList();
        return TestRecords.search(db.dataSource())
                .search(TestPermits.records(new Scope.SentBy(new HospitalId(hospital))),
                        RecordQuery.parse(type, parameters, true))
                .matches();
    }

    private long count(String from) {
        return JdbcClient.create(db.dataSource()).sql("select count(*) from " + from).query(Long.class).single();
    }
}
