package org.cloudfilm.gateway.fhir;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SmartScopes;
import org.cloudfilm.storage.record.ResourceType;

/** {@code /fhir}: HTTP in, HTTP out. A servlet of its own, so that a read costs no dispatching through Spring MVC. */
final class FhirServlet extends HttpServlet {

    static final String ROOT = "/fhir";

    /** Of the form of a search at most: thousands of times what a URL may hold would be read into objects. */
    private static final int FORM_BYTES = 256 << 10;

    private final transient Interactions interactions;
    private final transient BundleHandler bundles;
    private final transient AnswerWriter answers;
    private final transient Failures failures;
    private final transient Memory memory;
    private final transient FhirSettings settings;

    FhirServlet(
            Interactions interactions,
            BundleHandler bundles,
            AnswerWriter answers,
            Failures failures,
            FhirSettings settings) {
        this.interactions = interactions;
        this.bundles = bundles;
        this.answers = answers;
        this.failures = failures;
        this.memory = new Memory(settings.inFlightBytes());
        this.settings = settings;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Route route = Route.parse(
                request.getRequestURI().substring(request.getContextPath().length() + ROOT.length()));
        Wishes wishes = Wishes.PLAIN;
        try (Memory.Room room = memory.room()) {
            Query query = Query.parse(request.getQueryString());
            wishes = Wishes.of(query, lines(request, "Accept"), lines(request, "Prefer"));
            requireFormat(wishes, route);
            if (request.getMethod().equals("OPTIONS")) {
                response.setHeader("Allow", Interactions.methods(route));
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            Call call = Interactions.formed(call(request, route, query, wishes, room));
            wishes = call.wishes();
            Answer answer = answers.bounded(answer(call, room), wishes);
            settle(answer.payload(), wishes, room);
            answers.write(answer, wishes, call.base(), response);
        } catch (FhirRejection | RuntimeException | IOException e) {
            fail(e, route, wishes, request, response);
        }
    }

    private Answer answer(Call call, Memory.Room room) throws IOException, FhirRejection {
        boolean bundle = call.route() instanceof Route.System(boolean search) && !search && call.method().equals("POST");
        if (bundle) {
            return bundles.handle(call, room);
        }
        room.reserveMore(BundleHandler.expected(call));
        return interactions.handle(call);
    }

    /** From here on the answer is held, and, where it is not sent as it is stored, what is made of it. */
    private static void settle(Answer.Payload payload, Wishes wishes, Memory.Room room) throws FhirRejection {
        boolean fhir = !(payload instanceof Answer.Payload.Raw);
        if (fhir && wishes.format() == Wishes.Format.XML) {
            long bytes = payload.bytes(true);
            if (bytes > HapiForms.LARGEST) {
                throw FhirRejection.tooLarge("so large an answer is given in JSON only, or in smaller pages");
            }
            room.settle(HapiForms.COST * bytes);
        } else {
            room.settle(fhir && wishes.pretty() ? AnswerWriter.COST_OF_PRETTY * payload.bytes(true) : payload.bytes(false));
        }
    }

    private Call call(HttpServletRequest request, Route route, Query query, Wishes wishes, Memory.Room room)
            throws FhirRejection {
        boolean open = route instanceof Route.Metadata || route instanceof Route.SmartConfiguration;
        Requester who = open ? null : CurrentRequester.get();
        boolean bundle = route instanceof Route.System;
        int atMost = bundle ? settings.bundleBytes() : settings.resourceBytes();
        if (route instanceof Route.OfType(var _, boolean form) && form || route instanceof Route.System(boolean all) && all) {
            atMost = FORM_BYTES;
        }
        return new Call(
                request.getMethod(),
                route,
                query,
                new Call.Conditions(
                        lines(request, "If-Match"),
                        lines(request, "If-None-Match"),
                        request.getHeader("If-Modified-Since"),
                        request.getHeader("If-None-Exist")),
                new HttpBody(request, room, atMost),
                wishes,
                who,
                open ? SmartScopes.ALL : CurrentRequester.scopes(who),
                () -> base(request));
    }

    /** A list may come in several lines; null when there is none. */
    private static String lines(HttpServletRequest request, String name) {
        String first = request.getHeader(name);
        return first == null ? null : String.join(",", Collections.list(request.getHeaders(name)));
    }

    /** Before anything is done: an answer that cannot be given is not worked for. */
    private static void requireFormat(Wishes wishes, Route route) throws FhirRejection {
        boolean binary = switch (route) {
            case Route.Instance(var id) -> id.type() == ResourceType.BINARY;
            case Route.Version(var id, var _) -> id.type() == ResourceType.BINARY;
            default -> false;
        };
        if (wishes.format() == null && !binary && !(route instanceof Route.SmartConfiguration)) {
            throw AcceptHeader.notAcceptable();
        }
    }

    /** The service root, without a slash at the end. */
    private String base(HttpServletRequest request) {
        if (settings.base().isPresent()) {
            URI base = settings.base().get();
            String text = base.toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }
        StringBuffer url = request.getRequestURL();
        int path = url.indexOf("/", url.indexOf("://") + 3);
        return (path < 0 ? url.toString() : url.substring(0, path)) + request.getContextPath() + ROOT;
    }

    private void fail(
            Exception e, Route route, Wishes wishes, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            // the body has begun: only a broken connection can still say that it is not whole
            throw e instanceof IOException io ? io : new IOException("answer broken off", e);
        }
        Failures.Failure failure = e instanceof EOFException
                ? failures.of(FhirRejection.badRequest("", "the body ended early"))
                : failures.of(e);
        response.reset();
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        switch (failure.status()) {
            case 401 -> response.setHeader("WWW-Authenticate", "Bearer");
            case 405 -> response.setHeader("Allow", Interactions.methods(route));
            case 503 -> response.setHeader("Retry-After", "5");
            default -> {}
        }
        boolean xml = wishes.format() == Wishes.Format.XML || wantsXml(wishes, request);
        Wishes plain = new Wishes(
                xml ? Wishes.Format.XML : Wishes.Format.JSON,
                false,
                wishes.pretty(),
                Wishes.Summary.FALSE,
                Wishes.PLAIN.elements(),
                Wishes.PLAIN.returning(),
                false,
                false);
        answers.write(Answer.json(failure.status(), Outcomes.errors(failure.flaws())), plain, () -> "", response);
    }

    /** The request failed before its format was settled. */
    private static boolean wantsXml(Wishes wishes, HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return wishes == Wishes.PLAIN && accept != null && accept.contains("xml") && !accept.contains("json");
    }
}
