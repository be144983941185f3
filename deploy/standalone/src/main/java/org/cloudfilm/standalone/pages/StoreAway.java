package org.cloudfilm.standalone.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the database cannot be used and a controller's own room has not answered for it: 503, try again. Asked last.
 */
@Component
final class StoreAway implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(StoreAway.class);

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception e) {
        if (!isAway(e) || response.isCommitted()) {
            return null;
        }
        log.warn("a request could not be served: {}", e.getClass().getSimpleName());
        try {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new ModelAndView();
    }

    private static boolean isAway(Exception e) {
        return switch (e) {
            case DataAccessResourceFailureException _,
                    NonTransientDataAccessResourceException _,
                    TransientDataAccessException _,
                    TransactionException _,
                    AuditUnavailableException _ -> true;
            default -> false;
        };
    }
}
