package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/**
 * R4's own profiles and invariants, those of the deployment, and codes as far as their code systems are known here
 * (FHIR R4 section 2.30), by HAPI's validator. Made when it is first asked: it holds some hundred megabytes.
 */
final class ProfileCheck implements ContentCheck {

    private final List<IBaseResource> additional;
    private volatile Loaded loaded;

    private record Loaded(IValidationSupport support, FhirValidator validator) {}

    /** @param additional StructureDefinitions, ValueSets and CodeSystems beside R4's own */
    ProfileCheck(List<IBaseResource> additional) {
        this.additional = additional;
    }

    @Override
    public boolean knows(String profile) {
        return loaded().support().fetchStructureDefinition(profile) != null;
    }

    @Override
    public List<Finding> findings(ResourceType type, Content content, Set<String> profiles) {
        ValidationOptions options = new ValidationOptions();
        profiles.forEach(options::addProfile);
        String json = new String(content.bytes(), content.offset(), content.length(), StandardCharsets.UTF_8);
        return loaded().validator().validateWithResult(json, options).getMessages().stream()
                .map(message -> finding(type, message))
                .toList();
    }

    private static Finding finding(ResourceType type, SingleValidationMessage message) {
        Severity severity = switch (message.getSeverity()) {
            case FATAL, ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
            case INFORMATION -> Severity.INFORMATION;
        };
        String path = message.getLocationString() == null ? type.typeName() : message.getLocationString();
        return new Finding(severity, new Flaw(path, issue(message.getMessageId()), message.getMessage()));
    }

    /** Code of the value set issue-type. */
    private static String issue(String rule) {
        if (rule == null) {
            return "invalid";
        }
        if (rule.startsWith("Terminology")) {
            return "code-invalid";
        }
        if (rule.startsWith("http")) {
            return "invariant";
        }
        return rule.equals("Validation_VAL_Profile_Minimum") ? "required" : "invalid";
    }

    private Loaded loaded() {
        Loaded now = loaded;
        if (now == null) {
            synchronized (this) {
                now = loaded == null ? load() : loaded;
                loaded = now;
            }
        }
        return now;
    }

    private Loaded load() {
        FhirContext r4 = HapiForms.R4;
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(r4);
        additional.forEach(own::addResource);
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(r4);
        // nobody has SNOMED CT and LOINC in a directory: what cannot be looked up is said, not refused
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        ValidationSupportChain chain = new ValidationSupportChain(
                own,
                new DefaultProfileValidationSupport(r4),
                new CommonCodeSystemsTerminologyService(r4),
                new InMemoryTerminologyServerValidationSupport(r4),
                new SnapshotGeneratingValidationSupport(r4),
                unknown);
        FhirInstanceValidator rules = new FhirInstanceValidator(chain);
        rules.setErrorForUnknownProfiles(false);
        rules.setAssumeValidRestReferences(true);
        rules.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        FhirValidator validator = r4.newValidator()
                .setValidateAgainstStandardSchema(false)
                .setValidateAgainstStandardSchematron(false)
                .registerValidatorModule(rules);
        return new Loaded(chain, validator);
    }
}
