package org.cloudfilm.viewer.settlement;

import java.util.List;
import java.util.function.Function;

/** Puts a settlement into the insurer's words. */
final class Claims {

    private static final int FEE_LINE_LENGTH = 30;

    private final Function<Charge.Visit, String> insured;

    /** @param insured the resident ID of whom a visit is of; empty when it is not known */
    Claims(Function<Charge.Visit, String> insured) {
        this.insured = insured;
    }

    Insurance.Claim of(Settlement settlement, String call) {
        List<Insurance.Line> lines = settlement.lines().stream()
                .map(line -> new Insurance.Line(
                        line.charge().toString().replace("-", "").substring(0, FEE_LINE_LENGTH),
                        line.item(), line.name(), line.amount()))
                .toList();
        return new Insurance.Claim(call, visit(settlement), settlement.visit().hospital().value(),
                insured.apply(settlement.visit()), lines, settlement.total(), settlement.split().orElse(null));
    }

    /** mdtrt_id: a visit's number means something at its hospital only. */
    static String visit(Settlement settlement) {
        return settlement.visit().hospital() + ":" + settlement.visit().encounter();
    }
}
