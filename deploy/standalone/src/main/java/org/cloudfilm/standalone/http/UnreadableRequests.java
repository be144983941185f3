package org.cloudfilm.standalone.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.cloudfilm.standalone.security.PageOrProblem;
import org.springframework.http.HttpStatus;

/**
 * Answers requests that end in Tomcat, which can make no sense of their path, their headers or their first line, as all
 * others are answered; and what failed while a failure was being answered.
 */
final class UnreadableRequests extends ErrorReportValve {

    private final PageOrProblem refusal;

    UnreadableRequests(PageOrProblem refusal) {
        this.refusal = refusal;
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            refusal.answer(request, response, status);
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
