package org.cloudfilm.viewer.settlement;

/**
 * One thing that happens in a history.
 *
 * @param which of the orders, visits, events or payments it happens to
 * @param luck  decides what is left open
 */
record Step(Kind kind, int which, int luck) {

    enum Kind {
        ORDER,
        REVOKE_ORDER,
        ARRIVE,
        ARRIVE_BEFORE_ITS_ORDER,
        LINK,
        RECOGNISE,
        REVOKE_RECOGNITION,
        DELIVER,
        DELIVER_ALL,
        SETTLE,
        PAY_BEFORE_PERFORMED,
        PATIENT_PAYS,
        CALL_BACK,
        CANCEL,
        TIME_PASSES,
        TROUBLE
    }
}
