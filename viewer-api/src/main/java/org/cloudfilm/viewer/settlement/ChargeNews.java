package org.cloudfilm.viewer.settlement;

/** Tells others of what became of charges and settlements, inside the transaction in which it became so. */
interface ChargeNews {

    void changed(Charge charge);

    /** Paid, refunded or cancelled. */
    void changed(Settlement settlement);
}
