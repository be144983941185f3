package org.cloudfilm.standalone.start;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.cloudfilm.standalone.postgres.PostgresException;
import org.cloudfilm.standalone.wiring.DataDirectoryInUseException;
import org.cloudfilm.standalone.wiring.DataDirectoryUnusableException;
import org.cloudfilm.storage.object.ObjectStoreException;
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

    /** A setting that is no use, found where it is used. */
    static final class Setting extends AbstractFailureAnalyzer<IllegalArgumentException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, IllegalArgumentException cause) {
            String message = cause.getMessage();
            return message == null || !message.startsWith("cloudfilm.")
                    ? null
                    : new FailureAnalysis(message, "See application.yaml, which says what each setting is for.", cause);
        }
    }

    static final class DataUnusable extends AbstractFailureAnalyzer<DataDirectoryUnusableException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, DataDirectoryUnusableException cause) {
            return new FailureAnalysis(
                    cause.getMessage(), "Let the application write there, or choose another with --data.", cause);
        }
    }

    static final class Objects extends AbstractFailureAnalyzer<ObjectStoreException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, ObjectStoreException cause) {
            return new FailureAnalysis(cause.getMessage(),
                    "See cloudfilm.objects in application.yaml: a directory, or address, bucket, region and keys of an S3"
                            + " store (CLOUDFILM_S3_…).", cause);
        }
    }

    static final class Database extends AbstractFailureAnalyzer<PoolInitializationException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, PoolInitializationException cause) {
            Throwable why = cause.getCause() == null ? cause : cause.getCause();
            return new FailureAnalysis("the database cannot be used: " + why.getMessage(),
                    "See cloudfilm.database in application.yaml (CLOUDFILM_DATABASE_URL, …_USER, …_PASSWORD).", cause);
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
