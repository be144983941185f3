package org.cloudfilm.viewer.recognition;

import java.util.Arrays;
import java.util.Optional;

/** The services at {@code /cds-services} (CDS Hooks 2.0, section Discovery). */
enum CdsService {
    PATIENT_VIEW("patient-view", "近期可互认检查", "Recent exams that may be recognised"),
    ORDER_SELECT("order-select", "检查互认提示（开单）", "Mutual recognition while an exam is ordered"),
    ORDER_SIGN("order-sign", "检查互认提示（签署）", "Mutual recognition when an order is signed");

    private static final String PREFIX = "mutual-recognition-";

    private final String hook;
    private final String title;
    private final String description;

    CdsService(String hook, String title, String description) {
        this.hook = hook;
        this.title = title;
        this.description = description;
    }

    String id() {
        return PREFIX + hook;
    }

    String hook() {
        return hook;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** Orders are in its context. */
    boolean ofOrders() {
        return this != PATIENT_VIEW;
    }

    static Optional<CdsService> find(String id) {
        return Arrays.stream(values()).filter(service -> service.id().equals(id)).findFirst();
    }
}
