package org.cloudfilm.storage.consent;

/** Purpose of use, HL7 v3 PurposeOfUse codes. */
public enum Purpose {
    /** treatment */
    TREAT,
    /** emergency treatment */
    ETREAT,
    /** break the glass */
    BTG,
    /** the patient's own request */
    PATRQT,
    /** health care payment */
    HPAYMT,
    /** health system administration */
    HSYSADMIN
}
