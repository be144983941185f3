package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Resource;

/**
 * What may be concluded from the results of a report that a message leaves out, noted beside the report. OBX have no
 * action code, so those of an OBR take the place of the ones sent before (snapshot mode, HL7 v2.5 chapter 2.10.4.1);
 * no OBX at all says nothing of them, unless there are none because the order was cancelled.
 */
public final class Snapshot {

    private static final String SILENT = "says-nothing-of-results";

    /** OBR-25 says that nothing more is to come; others are sent while results are still on their way. */
    private static final Set<DiagnosticReportStatus> WHOLE = EnumSet.of(
            DiagnosticReportStatus.FINAL, DiagnosticReportStatus.CORRECTED, DiagnosticReportStatus.CANCELLED);

    private Snapshot() {}

    static void note(DiagnosticReport report, OrderGroup group) {
        if (group.results().isEmpty() && report.getStatus() != DiagnosticReportStatus.CANCELLED) {
            report.setUserData(SILENT, true);
        }
    }

    static boolean isSilent(Resource said) {
        return said.getUserData(SILENT) != null;
    }

    /** What the report had before and has not now is withdrawn. */
    public static boolean isWhole(DiagnosticReport said) {
        return !isSilent(said) && WHOLE.contains(said.getStatus());
    }
}
