package org.cloudfilm.viewer.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.audit.Actors.Actor;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.DescribeObjects;
import org.cloudfilm.storage.audit.DescribeObjects.Described;
import org.cloudfilm.storage.audit.TrailEntry;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.TrailPermit;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;

/** Entries of the trail with all that pages need to tell them in words. */
final class TrailViews {

    private static final String DECIDED_OF = "hospital ";

    private final Actors actors;
    private final DescribeObjects objects;
    private final Family family;
    private final Hospitals hospitals;

    TrailViews(Actors actors, DescribeObjects objects, Family family, Hospitals hospitals) {
        this.actors = actors;
        this.objects = objects;
        this.family = family;
        this.hospitals = hospitals;
    }

    /** @param name and {@code role} are null where the trail's reader is not told or nobody knows */
    record ActorView(String id, String name, String role) {}

    /**
     * @param kind  such as Study, Patient, Consent, Person
     * @param id    of a film or record; null for persons
     * @param label in words, or null
     */
    record ObjectView(String kind, String id, String label) {}

    /**
     * @param hospital for which the actor acted, or of which a patient decided; null where there is none
     * @param object   null for a search that named nothing
     * @param rule     the reason as the trail has it: {@code rule 3: …}
     * @param ground   the same as a word: see {@link TrailWords#ground}
     * @param person   the ward it is about; null where it is about the reader, or the reader is no patient
     */
    record Line(
            long seq, Instant at, ActorView actor, Place hospital, String action, ObjectView object, String purpose,
            String outcome, String rule, String ground, Whose.Ward person) {}

    List<Line> of(TrailPermit permit, List<TrailEntry> entries) {
        Whose whose = permit.who() instanceof Requester.Patient patient ? Whose.of(family, patient) : Whose.NOBODY;
        Map<String, Actor> known = actors.find(entries.stream().map(each -> each.entry().actor()).distinct().toList());
        Map<String, Described> described = objects.describe(
                permit, entries.stream().map(each -> each.entry().object()).filter(Objects::nonNull).distinct().toList());
        boolean everything = permit.scope() instanceof TrailPermit.Scope.Everything;
        return entries.stream()
                .map(each -> line(each, known.get(each.entry().actor()), everything, described, whose))
                .toList();
    }

    private Line line(
            TrailEntry each, Actor actor, boolean everything, Map<String, Described> described, Whose whose) {
        AuditEntry entry = each.entry();
        Optional<Described> about = Optional.ofNullable(entry.object()).map(described::get);
        return new Line(
                each.seq(),
                entry.at(),
                actor(entry, actor, everything),
                place(entry),
                entry.action(),
                object(entry.object(), about.flatMap(Described::label).orElse(null)),
                entry.purpose(),
                entry.outcome(),
                entry.reason(),
                TrailWords.ground(entry.reason()),
                about.map(one -> whose.of(one.person())).orElse(null));
    }

    /** Who runs the platform sees no patient's name. */
    private static ActorView actor(AuditEntry entry, Actor known, boolean everything) {
        if (known == null) {
            return new ActorView(entry.actor(), null, TrailWords.role(entry.reason()));
        }
        boolean masked = everything && known.role().equals("patient");
        String name = known.name().isEmpty() ? null : known.name();
        return new ActorView(entry.actor(), masked && name != null ? Mask.name(name) : name, known.role());
    }

    private Place place(AuditEntry entry) {
        String hospital = entry.onBehalf();
        if (hospital == null && entry.reason() != null && entry.reason().startsWith(DECIDED_OF)) {
            hospital = entry.reason().substring(DECIDED_OF.length());
        }
        return hospital == null ? null : Place.of(hospitals, new HospitalId(hospital));
    }

    private static ObjectView object(String object, String label) {
        if (object == null) {
            return null;
        }
        int slash = object.indexOf('/');
        String kind = slash > 0 ? object.substring(0, slash) : TrailWords.kind(object);
        String id = kind.equals("Person") ? null : slash > 0 ? object.substring(slash + 1) : object;
        return new ObjectView(kind, id, label);
    }
}
