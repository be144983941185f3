package org.cloudfilm.viewer.recognition;

import java.util.Arrays;
import java.util.Optional;

/** Why an exam may be repeated although there is a result to recognise. Codes as hospital systems have them. */
enum RepeatReason {
    CHANGED("01", "病情变化，或结果与临床表现、诊断不符", "the condition changed, or the result does not fit the presentation"),
    CHANGES_FAST("02", "该检查结果短期内变化较快", "the result changes fast"),
    CRITICAL("03", "对手术、输血等重大医疗措施至关重要", "critical to a major step such as surgery or transfusion"),
    URGENT("04", "急诊、急救等紧急情况", "emergency"),
    APPRAISAL("05", "司法、伤残、病退及劳动能力鉴定", "forensic, disability or sick-retirement appraisal"),
    QUALIFIED("06", "依法须由有资质的机构检查", "a legally qualified institution is required"),
    JUDGEMENT("07", "医生认为确有必要", "the doctor judges it necessary"),
    OTHER("08", "其他", "other"),
    CANNOT_OPEN("98", "影像无法调阅", "the images cannot be opened"),
    MONITORING("99", "连续监测需要", "serial monitoring");

    /** Of the codes. */
    static final String SYSTEM = "urn:cloudfilm:repeat-reason";

    private final String code;
    private final String text;
    private final String textEn;

    RepeatReason(String code, String text, String textEn) {
        this.code = code;
        this.text = text;
        this.textEn = textEn;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }

    String textEn() {
        return textEn;
    }

    /** Whether it counts as a result that was not recognised. */
    boolean counted() {
        return this != CANNOT_OPEN && this != MONITORING;
    }

    static Optional<RepeatReason> find(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst();
    }
}
