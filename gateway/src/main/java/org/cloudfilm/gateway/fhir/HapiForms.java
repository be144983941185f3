package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** The same resource in XML and in JSON, by way of HAPI's objects. Only what asks for it goes this way. */
final class HapiForms {

    /** In bytes; what is larger goes as JSON only. */
    static final int LARGEST = 4 << 20;
    /** What the objects of a resource take, in its own length. */
    static final int COST = 16;

    static final FhirContext R4 = FhirContext.forR4Cached();

    static {
        R4.setValidationSupport(new NoProfiles(R4));
    }

    private HapiForms() {}

    /** @throws FhirRejection 400, with the element at fault as far as it is known */
    static byte[] jsonOf(byte[] xml) throws FhirRejection {
        XmlFlaws flaws = new XmlFlaws();
        try {
            IBaseResource resource = faithful(R4.newXmlParser())
                    .setParserErrorHandler(flaws)
                    .parseResource(new String(xml, StandardCharsets.UTF_8));
            flaws.throwIfAny();
            return faithful(R4.newJsonParser()).encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
        } catch (StackOverflowError e) {
            throw FhirRejection.of(413, "too-costly", "", "the elements lie too deep in each other");
        } catch (DataFormatException e) {
            throw FhirRejection.of(400, "structure", "", "the body is not well-formed XML of a FHIR R4 resource");
        }
    }

    /** @throws DataFormatException when it cannot be: a narrative that came in JSON may be no XML at all */
    static byte[] xmlOf(byte[] json, boolean pretty) {
        IBaseResource resource = resource(json);
        Narratives narratives = Narratives.putAside(R4, resource);
        String xml = faithful(R4.newXmlParser()).setPrettyPrint(pretty).encodeResourceToString(resource);
        return narratives.putBack(xml).getBytes(StandardCharsets.UTF_8);
    }

    /** Of content that was checked when it came in. */
    static IBaseResource resource(byte[] json) {
        return faithful(R4.newJsonParser()).parseResource(new String(json, StandardCharsets.UTF_8));
    }

    static byte[] json(IBaseResource resource) {
        return faithful(R4.newJsonParser()).encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing is left out or filled in, nothing of the content is logged. */
    static IParser faithful(IParser parser) {
        return parser.setStripVersionsFromReferences(false)
                .setOverrideResourceIdWithBundleEntryFullUrl(false)
                .setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
    }
}
