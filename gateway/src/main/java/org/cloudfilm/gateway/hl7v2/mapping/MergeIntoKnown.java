package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.Header;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a record becomes when a message speaks of it again. Pure.
 *
 * <p>Of patients, visits and orders a field without a value leaves what is known as it is (HL7 v2.5 chapter 2.5.3), and
 * {@code ""} takes it away. A report or document comes whole each time, so what it left out is no longer so; only what
 * no message can say, such as the films of a report, stays.
 */
public final class MergeIntoKnown {

    /** What messages say of records that come whole. */
    private static final Map<String, Set<String>> WHOLE = Map.of(
            "DiagnosticReport", Set.of("basedOn", "status", "category", "code", "subject", "encounter", "effective[x]",
                    "issued", "resultsInterpreter", "result", "conclusion", "presentedForm"),
            "DocumentReference", Set.of("status", "docStatus", "type", "subject", "date", "author", "authenticator",
                    "relatesTo", "content", "context"));

    /** What OBX say of a report. */
    private static final Set<String> RESULTS = Set.of("result", "conclusion", "presentedForm");

    private static final String IDENTIFIER = "identifier";

    private final String event;

    public MergeIntoKnown(Header header) {
        this.event = header.event();
    }

    /**
     * Fills in what is known and not said. References to patients must have the same form in both.
     *
     * @param said is changed
     */
    public void merge(Resource known, Resource said) {
        Set<String> whole = WHOLE.getOrDefault(said.fhirType(), Set.of());
        Set<String> cleared = Cleared.of(said);
        identifiers(known, said);
        if (known instanceof Patient before && said instanceof Patient now) {
            links(before, now);
            telecoms(before, now);
        }
        if (known instanceof Encounter before && said instanceof Encounter now) {
            visit(before, now);
        }
        for (Property property : known.children()) {
            String name = property.getName();
            if (!Set.of("id", "meta", "text", IDENTIFIER, "link").contains(name)
                    && (!whole.contains(name) || RESULTS.contains(name) && Snapshot.isSilent(said))
                    && !cleared.contains(name)
                    && property.hasValues()
                    && isSilent(said, name)) {
                property.getValues().forEach(value -> said.setProperty(name, value));
            }
        }
        if (known.hasMeta()) {
            said.setMeta(known.getMeta());
        }
        said.setId(known.getIdElement().getIdPart());
    }

    private static boolean isSilent(Resource said, String name) {
        Property property = said.getNamedProperty(name);
        return property == null || !property.hasValues();
    }

    /**
     * Numbers of a system that the message speaks of are as it says; those of other systems stay. Systems keep their
     * order, or a message sent again would be a change.
     */
    private static void identifiers(Resource known, Resource said) {
        Map<String, List<Base>> now = bySystem(said);
        Map<String, List<Base>> all = bySystem(known);
        now.values().forEach(numbers -> numbers.forEach(number -> said.removeChild(IDENTIFIER, number)));
        all.putAll(now);
        all.values().forEach(numbers -> numbers.forEach(number -> said.setProperty(IDENTIFIER, number)));
    }

    private static Map<String, List<Base>> bySystem(Resource resource) {
        Map<String, List<Base>> numbers = new LinkedHashMap<>();
        for (Base number : values(resource)) {
            numbers.computeIfAbsent(String.valueOf(((Identifier) number).getSystem()), system -> new ArrayList<>())
                    .add(number);
        }
        return numbers;
    }

    private static List<Base> values(Resource resource) {
        Property identifiers = resource.getNamedProperty(IDENTIFIER);
        return identifiers == null ? List.of() : identifiers.getValues();
    }

    private static void links(Patient known, Patient said) {
        List<String> spokenOf = said.getLink().stream().map(MergeIntoKnown::target).toList();
        for (PatientLinkComponent link : known.getLink()) {
            if (!spokenOf.contains(target(link)) && !Cleared.links(said).contains(target(link))) {
                said.addLink(link);
            }
        }
        if (said.getLink().stream().anyMatch(link -> link.getType() == LinkType.REPLACEDBY)) {
            said.setActive(false);
        }
    }

    /** PID-13 says nothing of numbers at work, PID-14 nothing of those at home. */
    private static void telecoms(Patient known, Patient said) {
        List<ContactPoint> now = List.copyOf(said.getTelecom());
        if (!now.isEmpty()) {
            known.getTelecom().stream()
                    .filter(one -> now.stream().noneMatch(other -> other.getUse() == one.getUse()))
                    .forEach(said::addTelecom);
        }
    }

    private static String target(PatientLinkComponent link) {
        Reference other = link.getOther();
        return String.valueOf(other.getReference());
    }

    private void visit(Encounter known, Encounter said) {
        said.setStatus(status(known.getStatus(), said.getStatus()));
        Period before = known.getPeriod();
        if (said.hasPeriod()) {
            if (!said.getPeriod().hasStart()) {
                said.getPeriod().setStartElement(before.getStartElement());
            }
            if (!said.getPeriod().hasEnd()) {
                said.getPeriod().setEndElement(before.getEndElement());
            }
        }
    }

    /** Updates come late and do not reopen what is over; only a new admission reopens what was cancelled. */
    private EncounterStatus status(EncounterStatus known, EncounterStatus said) {
        boolean admission = event.equals("A01") || event.equals("A04");
        return switch (said) {
            case INPROGRESS -> known == EncounterStatus.FINISHED
                            || known == EncounterStatus.CANCELLED && !admission
                            || known == EncounterStatus.ENTEREDINERROR
                    ? known
                    : said;
            case PLANNED -> known == EncounterStatus.UNKNOWN || known == null ? said : known;
            default -> said;
        };
    }
}
