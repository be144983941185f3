package org.cloudfilm.standalone.start;

import java.io.UncheckedIOException;
import java.net.BindException;
import org.cloudfilm.standalone.postgres.PostgresException;
import org.cloudfilm.standalone.wiring.DataDirectoryInUseException;
import org.flywaydb.core.api.exception.FlywayValidateException;
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

    /** Flyway's own advice, to repair, would make tables pass for what they are not. */
    static final class OtherVersion extends AbstractFailureAnalyzer<FlywayValidateException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, FlywayValidateException cause) {
            return new FailureAnalysis(
                    "the data were made by another version of Cloudfilm, whose tables are not this one's",
                    "Start that version, or this one with another --data directory.", cause);
        }
    }

    static final class PortInUse extends AbstractFailureAnalyzer<BindException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, BindException cause) {
            // the listeners of DICOM and HL7 v2 say which port it was
            UncheckedIOException listener = findCause(root, UncheckedIOException.class);
            String what = listener == null ? "cannot listen for HTTP" : listener.getMessage();
            return new FailureAnalysis(what + ": " + cause.getMessage(),
                    "Choose another with --port (HTTP), --dicom-port or --hl7-port, or another --address.", cause);
        }
    }
}
