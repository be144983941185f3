package org.cloudfilm.storage.film.dicom;

import java.io.IOException;
import java.io.OutputStream;

/** Writes data sets as DICOM JSON (PS3.18 annex F), in UTF-8. */
public final class DicomJson {

    private DicomJson() {}

    /**
     * Writes one JSON object.
     *
     * @param bulkUriPrefix what BulkDataURI begins with; {@code offset-length} of the value is appended, as in
     *     {@code /dicom-web/studies/1.2/series/1.2.3/instances/1.2.3.4/bulk/1234-5678}
     */
    public static void write(Dataset dataset, OutputStream out, String bulkUriPrefix) throws IOException {
        JsonText json = new JsonText(out);
        new JsonElements(json, bulkUriPrefix).object(dataset);
        json.flush();
    }
}
