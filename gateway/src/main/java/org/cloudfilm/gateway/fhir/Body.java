package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import org.cloudfilm.storage.record.RecordChange.Content;

/** What a call brings along. Read when a handler wants it, and once. */
interface Body {

    Body NONE = new Body() {
        @Override
        public String contentType() {
            return null;
        }

        @Override
        public Content resource() throws FhirRejection {
            throw FhirRejection.unsupportedType("there is no resource in the body");
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }
    };

    /** Of the content type header; null when there is none. */
    String contentType();

    /** A header of the request, such as X-Security-Context. */
    default String header(String name) {
        return null;
    }

    /** One resource in JSON, translated if it came in XML. */
    Content resource() throws IOException, FhirRejection;

    /** As it came, once decompressed. */
    byte[] bytes() throws IOException, FhirRejection;
}
