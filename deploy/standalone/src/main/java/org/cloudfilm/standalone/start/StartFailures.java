package org.cloudfilm.standalone.start;

import java.net.BindException;
import org.cloudfilm.standalone.postgres.PostgresException;
import org.cloudfilm.standalone.wiring.DataDirectoryInUseException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Failures to start that an operator can mend, told without a stack trace. */
final class StartFailures {

    private StartFailures() {}

    static final class Postgres extends AbstractFailureAnalyzer<PostgresException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, PostgresException cause) {
            String detail = cause.getCause() == null ? "" : " (" + cause.getCause() + ")";
            return new FailureAnalysis(cause.getMessage() + detail, null, cause);
        }
    }

    static final class DataInUse extends AbstractFailureAnalyzer<DataDirectoryInUseException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, DataDirectoryInUseException cause) {
            return new FailureAnalysis(
                    cause.getMessage(), "Stop it, or start this one with another --data directory.", cause);
        }
    }

    /** Of the DICOM or HL7 port; Spring Boot tells the same of the HTTP port. */
    static final class PortInUse extends AbstractFailureAnalyzer<BindException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, BindException cause) {
            return new FailureAnalysis("A port is taken: " + cause.getMessage(),
                    "Choose others with --port (HTTP), --dicom-port and --hl7-port.", cause);
        }
    }
}
