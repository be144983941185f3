package org.cloudfilm.standalone.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * {@code prompt=login} (OpenID Connect Core section 3.1.2.1): whoever is signed in is asked again, so that one browser
 * can be several persons. The request comes back here once the person has signed in; by its state it is known as the
 * one that asked.
 */
final class PromptLogin extends OncePerRequestFilter {

    private static final String ASKED = PromptLogin.class.getName();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"login".equals(request.getParameter("prompt"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession();
        String attempt = Objects.requireNonNullElse(request.getParameter("state"), "");
        if (attempt.equals(session.getAttribute(ASKED))) {
            session.removeAttribute(ASKED);
        } else {
            session.setAttribute(ASKED, attempt);
            session.removeAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        }
        chain.doFilter(request, response);
    }
}
