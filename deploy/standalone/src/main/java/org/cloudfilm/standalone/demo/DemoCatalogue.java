package org.cloudfilm.standalone.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;

/** The studies of the demo, those of the patient one can sign in as first. */
final class DemoCatalogue {

    /** The chest CT that the guided tour is about, made a fortnight before the demo's first day. */
    static final String STORY_ACCESSION = "JY-TOUR-1";
    static final int STORY_DAYS_AGO = 14;
    static final String ZHANG_NUMBER_LISHUI = "LS100234";
    static final String ZHANG_NUMBER_JINYUN = "JY20088";

    private static final DemoPatient ZHANG_IN_LISHUI = patient(ZHANG_NUMBER_LISHUI, "Zhang^San=张^三", "1980-01-01", "M")
            .withResidentId("34052419800101001X");
    private static final DemoPatient ZHANG_IN_JINYUN = patient(ZHANG_NUMBER_JINYUN, "Zhang^San=张^三", "1980-01-01", "M")
            .withResidentId("34052419800101001X");

    private DemoCatalogue() {}

    /**
     * Empty when the deployment does not know the demo's hospitals.
     *
     * @param firstDay the demo's, from which the guided tour counts; the other films have dates of their own
     */
    static List<DemoStudy> studies(Hospitals hospitals, LocalDate firstDay) {
        List<DemoStudy> studies = new ArrayList<>();
        Optional<Hospital> lishui = hospitals.find(new HospitalId("lishui"));
        Optional<Hospital> jinyun = hospitals.find(new HospitalId("jinyun"));
        if (lishui.isPresent() && jinyun.isPresent()) {
            studies.add(story(jinyun.get(), firstDay));
            zhang(studies, lishui.get(), jinyun.get());
            others(studies, lishui.get(), jinyun.get());
            alike(studies, lishui.get(), jinyun.get());
        }
        return studies;
    }

    static DemoStudy story(Hospital jinyun, LocalDate firstDay) {
        LocalDateTime taken = firstDay.minusDays(STORY_DAYS_AGO).atTime(8, 40);
        // the key has the day in it: on another day these are other images, which need other UIDs
        return new DemoStudy("zhang-ct-tour/" + firstDay, jinyun, ZHANG_IN_JINYUN, taken, "胸部CT平扫", STORY_ACCESSION,
                chestCt(6, 48, 6.25));
    }

    private static void zhang(List<DemoStudy> studies, Hospital lishui, Hospital jinyun) {
        studies.add(study("zhang-ct", lishui, ZHANG_IN_LISHUI, "2026-10-20T09:12:00", "胸部CT平扫", "LS26102001",
                chestCt(6, 60, 5)));
        studies.add(study("zhang-dx", jinyun, ZHANG_IN_JINYUN, "2026-10-12T15:40:00", "胸部正位片", "JY26101207",
                List.of(new DxSeries(new ChestPhantom(6)))));
        studies.add(study("zhang-mr", lishui, ZHANG_IN_LISHUI, "2026-09-03T10:05:00", "颅脑MR平扫", "LS26090311",
                headMr()));
        studies.add(study("zhang-ct-before", jinyun, ZHANG_IN_JINYUN, "2025-04-17T08:30:00", "胸部CT平扫", "JY25041703",
                chestCt(4, 40, 7.5)));
    }

    private static void others(List<DemoStudy> studies, Hospital lishui, Hospital jinyun) {
        studies.add(study("wang-dx", lishui, patient("LS100871", "Wang^Xiuying=王^秀英", "1957-06-30", "F"),
                "2026-10-21T08:02:00", "胸部正位片", "LS26102102", List.of(new DxSeries(new ChestPhantom(0)))));
        studies.add(study("chen-mr", lishui, patient("LS101502", "Chen^Yan=陈^䶮", "1992-11-08", "M"),
                "2026-10-19T14:22:00", "颅脑MR平扫", "LS26101909", headMr()));
        studies.add(study("ye-ct", lishui, patient("LS099310", "Ye^Cheng=叶^誠", "1968-02-14", "M"),
                "2026-10-15T16:48:00", "胸部CT平扫", "LS26101515", chestCt(9, 30, 10)));
        studies.add(study("liu-dx", jinyun, patient("JY19734", "Liu^Jianguo=刘^建国", "1949-10-01", "M"),
                "2026-10-18T09:55:00", "胸部正位片", "JY26101804", List.of(new DxSeries(new ChestPhantom(0)))));
        studies.add(study("ouyang-mr", jinyun, patient("JY20416", "Ouyang^Na=欧阳^娜", "2001-03-26", "F"),
                "2026-10-09T11:17:00", "颅脑MR平扫", "JY26100906", headMr()));
    }

    /** Each of them may be somebody above, known to the other hospital too: a reviewer of identities has to say. */
    private static void alike(List<DemoStudy> studies, Hospital lishui, Hospital jinyun) {
        studies.add(study("wang-dx-jinyun", jinyun, patient("JY18852", "Wang^Xiuying=王^秀英", "1957-06-30", "F"),
                "2026-08-04T10:21:00", "胸部正位片", "JY26080402", List.of(new DxSeries(new ChestPhantom(0)))));
        studies.add(study("liu-dx-lishui", lishui, patient("LS098127", "Liu^Jianguo=刘^建国", "1949-01-10", "M"),
                "2026-07-16T08:44:00", "胸部正位片", "LS26071605", List.of(new DxSeries(new ChestPhantom(0)))));
        studies.add(study("chen-dx-jinyun", jinyun, patient("JY21077", "Chen^Yan", "1992-11-08", "M"),
                "2026-06-25T15:09:00", "胸部正位片", "JY26062511", List.of(new DxSeries(new ChestPhantom(0)))));
    }

    private static List<DemoSeries> chestCt(double nodule, int images, double spacing) {
        ChestPhantom phantom = new ChestPhantom(nodule);
        return List.of(
                new CtSeries("肺窗 B60f", phantom, images, spacing, "B60f", 32, -600, 1500),
                new CtSeries("纵隔窗 B30f", phantom, images, spacing, "B30f", 11, 40, 400));
    }

    private static List<DemoSeries> headMr() {
        return List.of(
                new MrSeries(MrSeries.Weighting.T1, 24),
                new MrSeries(MrSeries.Weighting.T2, 24),
                new MrSeries(MrSeries.Weighting.FLAIR, 24));
    }

    private static DemoStudy study(String key, Hospital hospital, DemoPatient patient, String at, String description,
            String accessionNumber, List<DemoSeries> series) {
        return new DemoStudy(key, hospital, patient, LocalDateTime.parse(at), description, accessionNumber, series);
    }

    private static DemoPatient patient(String localId, String name, String birthDate, String sex) {
        return new DemoPatient(localId, name, LocalDate.parse(birthDate), sex, Optional.empty());
    }
}
