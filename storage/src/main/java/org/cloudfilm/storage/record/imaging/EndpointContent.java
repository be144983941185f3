package org.cloudfilm.storage.record.imaging;

import java.util.List;
import org.cloudfilm.storage.record.json.FhirContent;

/** Where films can be had. */
final class EndpointContent {

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/endpoint-connection-type";

    private EndpointContent() {}

    /** @param address of DICOMweb */
    static byte[] of(String address) {
        FhirContent out = new FhirContent().begin().text("resourceType", "Endpoint").text("status", "active");
        out.coding("connectionType", TYPES, "dicom-wado-rs", "DICOM WADO-RS");
        out.text("name", "DICOMweb (QIDO-RS, WADO-RS)");
        out.beginList("payloadType").begin().text("text", "DICOM").end().endList();
        out.texts("payloadMimeType", List.of("application/dicom"));
        return out.text("address", address).end().bytes();
    }
}
