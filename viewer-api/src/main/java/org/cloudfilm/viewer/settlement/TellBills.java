package org.cloudfilm.viewer.settlement;

import java.util.Map;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;

/** Keeps the FHIR records of charges and invoices up to date, and tells patients what they have to know. */
final class TellBills implements ChargeNews {

    private final ChargeRecords records;
    private final Patients patients;
    private final Notices notices;

    TellBills(ChargeRecords records, Patients patients, Notices notices) {
        this.records = records;
        this.patients = patients;
        this.notices = notices;
    }

    @Override
    public void changed(Charge charge) {
        records.write(charge);
        if (charge.state() == ChargeState.DUE && charge.because().equals(Charge.ARRIVED)) {
            patients.person(charge.visit()).ifPresent(person -> notices.tell(person, NoticeKind.CHARGED, Map.of(
                    "item", charge.item(),
                    "hospital", charge.visit().hospital().value(),
                    "amountFen", Long.toString(charge.amount().value()))));
        }
    }

    @Override
    public void changed(Settlement settlement) {
        NoticeKind kind = switch (settlement.state()) {
            case PAID -> NoticeKind.PAID;
            case REFUNDED -> NoticeKind.REFUNDED;
            default -> null;
        };
        if (kind != null) {
            records.write(settlement);
            patients.person(settlement.visit()).ifPresent(person -> notices.tell(person, kind, Map.of(
                    "receipt", settlement.id().toString(),
                    "hospital", settlement.visit().hospital().value(),
                    "amountFen", Long.toString(settlement.split().orElseThrow().selfPay().value()),
                    "totalFen", Long.toString(settlement.total().value()))));
        }
    }
}
