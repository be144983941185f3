package org.cloudfilm.storage.object;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;

/**
 * The one place where what the SDK throws becomes what the port promises.
 *
 * @param retry whether the very same request may do better in a moment
 */
record S3Failure(Kind kind, boolean retry, String reason, Throwable cause) {

    private static final Set<String> WRONG_SETTINGS = Set.of(
            "NoSuchBucket", "InvalidBucketName", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken",
            "ExpiredToken", "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect", "Redirect",
            "InvalidRegion", "RequestTimeTooSkewed", "AuthorizationQueryParametersError", "MethodNotAllowed",
            "NotImplemented", "UnsupportedOperation");
    private static final Set<String> BUSY = Set.of(
            "SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "InternalError", "RequestTimeout",
            "TooManyRequests", "OperationAborted", "ConditionalRequestConflict", "XMinioServerNotInitialized");

    /** Looks through the wrappers that futures put around a cause. */
    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The S3 error code, or an empty string when the answer had none. */
    static String code(Throwable cause) {
        String code = cause instanceof ErrorResponseException error ? error.errorResponse().code() : null;
        return code == null ? "" : code;
    }

    static S3Failure of(Throwable cause) {
        return switch (cause) {
            case ErrorResponseException error -> ofCode(code(error), error);
            case ObjectStoreException translated ->
                new S3Failure(translated.kind(), false, translated.getMessage(), translated);
            case SSLHandshakeException tls ->
                new S3Failure(Kind.MISCONFIGURED, false, "the TLS handshake failed: " + tls.getMessage(), tls);
            case SSLPeerUnverifiedException tls ->
                new S3Failure(Kind.MISCONFIGURED, false, "the TLS certificate names another host", tls);
            case IOException io -> unavailable(io);
            case TimeoutException late -> unavailable(late);
            case IllegalStateException closed -> unavailable(closed);
            case ServerException server when server.statusCode() >= 500 -> unavailable(server);
            default -> new S3Failure(
                    Kind.DENIED, false, "the request was refused (" + cause.getClass().getSimpleName() + ")", cause);
        };
    }

    private static S3Failure ofCode(String code, ErrorResponseException error) {
        if (BUSY.contains(code) || error.response() != null && error.response().code() >= 500) {
            return new S3Failure(Kind.UNAVAILABLE, true, code, error);
        }
        if (code.equals("InvalidRange")) {
            return new S3Failure(Kind.BAD_RANGE, false, code, error);
        }
        return new S3Failure(WRONG_SETTINGS.contains(code) ? Kind.MISCONFIGURED : Kind.DENIED, false, code, error);
    }

    private static S3Failure unavailable(Throwable cause) {
        String message = cause.getMessage();
        return new S3Failure(
                Kind.UNAVAILABLE, true, cause.getClass().getSimpleName() + (message == null ? "" : " " + message), cause);
    }

    ObjectStoreException toException(String what, int attempts) {
        String tries = attempts > 1 ? " after " + attempts + " attempts" : "";
        return new ObjectStoreException(kind, "object store: " + what + " failed" + tries + ": " + reason, cause);
    }
}
