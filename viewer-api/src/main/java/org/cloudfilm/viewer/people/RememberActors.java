package org.cloudfilm.viewer.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.viewer.CurrentRequester;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Remembers what those who use the pages are called, so that the trail can name them. */
final class RememberActors implements HandlerInterceptor {

    private static final Logger log = LoggerFactory.getLogger(RememberActors.class);

    private final Actors actors;

    RememberActors(Actors actors) {
        this.actors = actors;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        CurrentRequester.find().ifPresent(this::remember);
        return true;
    }

    private void remember(Requester who) {
        String role = role(who);
        if (role != null) {
            Optional<HospitalId> hospital = who.actsFor();
            try {
                actors.remember(new Actors.Actor(who.id(), role, hospital, SignedIn.name()));
            } catch (DataAccessException e) {
                // the next request remembers; this one may need no database
                log.debug("a name is not remembered", e);
            }
        }
    }

    /** Null for those whose tokens say no name. */
    private static String role(Requester who) {
        return switch (who) {
            case Requester.Clinician clinician -> "clinician";
            case Requester.Patient patient -> "patient";
            case Requester.HospitalSystem system -> "hospital";
            case Requester.Administrator administrator -> "admin";
            case Requester.Reviewer reviewer -> "reviewer";
            case Requester.LinkBearer bearer -> null;
            case Requester.Platform platform -> null;
        };
    }
}
