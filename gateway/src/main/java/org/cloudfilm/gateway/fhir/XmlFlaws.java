package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.Flaw;

/**
 * Collects what an XML resource has that FHIR does not know. What it lacks is found by the check of its JSON, which
 * everything passes.
 */
final class XmlFlaws extends LenientErrorHandler {

    private final List<Flaw> flaws = new ArrayList<>();

    XmlFlaws() {
        super(false);
    }

    void throwIfAny() throws FhirRejection {
        if (!flaws.isEmpty()) {
            throw new FhirRejection(422, flaws);
        }
    }

    private void add(IParseLocation at, String name, String text) {
        String parent = at == null || at.getParentElementName() == null ? "" : at.getParentElementName();
        String path = name == null ? parent : parent.isEmpty() ? name : parent + "." + name;
        flaws.add(new Flaw(path, "structure", text));
    }

    @Override
    public void unknownElement(IParseLocation at, String name) {
        add(at, name, "no such element here");
    }

    @Override
    public void unknownAttribute(IParseLocation at, String name) {
        add(at, name, "no such attribute here");
    }

    @Override
    public void unexpectedRepeatingElement(IParseLocation at, String name) {
        add(at, name, "this element does not repeat");
    }

    @Override
    public void invalidValue(IParseLocation at, String value, String error) {
        add(at, null, "the value does not have the form of its type");
    }

    @Override
    public void incorrectJsonType(
            IParseLocation at,
            String name,
            ValueType expected,
            ScalarType expectedScalar,
            ValueType found,
            ScalarType foundScalar) {
        add(at, name, "another kind of value is expected here");
    }

    @Override
    public void extensionContainsValueAndNestedExtensions(IParseLocation at) {
        add(at, null, "an extension has a value or extensions, not both");
    }
}
