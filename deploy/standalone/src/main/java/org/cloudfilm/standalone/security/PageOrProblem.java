package org.cloudfilm.standalone.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/** What is answered where nothing is: the pages' own document to a browser that asks for a page, a problem to programs. */
public final class PageOrProblem {

    private final NoSuchPage page;

    PageOrProblem(NoSuchPage page) {
        this.page = page;
    }

    public void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status) throws IOException {
        if (!page.shown(request, response, status)) {
            Problems.answer(request, response, status);
        }
    }
}
