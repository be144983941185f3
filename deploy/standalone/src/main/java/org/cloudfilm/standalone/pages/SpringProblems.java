package org.cloudfilm.standalone.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.cloudfilm.standalone.security.NoSuchPage;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What Spring itself finds wrong with a request, as problem details; a file that is not there, as a page to browsers. */
@ControllerAdvice
@Order(0)
class SpringProblems extends ResponseEntityExceptionHandler {

    private final NoSuchPage page;

    SpringProblems(NoSuchPage page) {
        this.page = page;
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ServletWebRequest exchange = (ServletWebRequest) request;
        try {
            return page.shown(exchange.getRequest(), exchange.getResponse(), HttpStatus.NOT_FOUND)
                    ? null : super.handleNoResourceFoundException(e, headers, status, request);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
