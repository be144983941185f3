package org.cloudfilm.gateway.stow;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** What a request's headers say about its body and about the response it wants (PS3.18 sections 8.7 and 10.5.1). */
final class StowHeaders {

    static final MediaType DICOM_JSON = new MediaType("application", "dicom+json");
    static final MediaType DICOM_XML = new MediaType("application", "dicom+xml");

    private static final MediaType DICOM = new MediaType("application", "dicom");
    private static final MediaType MULTIPART_RELATED = new MediaType("multipart", "related");

    /** RFC 2046 allows 70 characters; Orthanc's have 73. */
    private static final int MAX_BOUNDARY = 256;

    private StowHeaders() {}

    /** The boundary of a multipart body; empty for a body that is one instance. */
    static Optional<String> boundary(String contentType) throws StowRefusedException {
        MediaType type = parse(contentType);
        if (type.equalsTypeAndSubtype(DICOM)) {
            return Optional.empty();
        }
        if (!type.equalsTypeAndSubtype(MULTIPART_RELATED) || !partsAreDicom(type)) {
            throw unsupported("only multipart/related; type=\"application/dicom\" and application/dicom are stored");
        }
        String boundary = unquoted(type.getParameter("boundary"));
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new StowRefusedException(HttpStatus.BAD_REQUEST, "Content-Type lacks a usable boundary");
        }
        return Optional.of(boundary);
    }

    /** Some senders leave the type parameter out; the parts themselves tell then. */
    private static boolean partsAreDicom(MediaType type) throws StowRefusedException {
        String parts = unquoted(type.getParameter("type"));
        return parts.isEmpty() || parse(parts).equalsTypeAndSubtype(DICOM);
    }

    private static MediaType parse(String contentType) throws StowRefusedException {
        try {
            if (contentType != null) {
                return MediaType.parseMediaType(contentType);
            }
        } catch (InvalidMediaTypeException e) {
            throw unsupported("Content-Type is malformed");
        }
        throw unsupported("Content-Type is missing");
    }

    private static StowRefusedException unsupported(String message) {
        return new StowRefusedException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }

    private static String unquoted(String parameter) {
        if (parameter == null) {
            return "";
        }
        boolean quoted = parameter.length() >= 2 && parameter.startsWith("\"") && parameter.endsWith("\"");
        return quoted ? parameter.substring(1, parameter.length() - 1) : parameter;
    }

    /** The encoding of the response: JSON unless XML is preferred. */
    static MediaType responseType(List<String> accept) throws StowRefusedException {
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            if (wanted.isEmpty()) {
                return DICOM_JSON;
            }
            return wanted.stream()
                    .filter(type -> type.getQualityValue() > 0)
                    .sorted((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()))
                    .flatMap(type -> offered(type).stream())
                    .findFirst()
                    .orElseThrow(() -> notAcceptable());
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable();
        }
    }

    private static Optional<MediaType> offered(MediaType wanted) {
        if (wanted.includes(DICOM_JSON) || wanted.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
            return Optional.of(DICOM_JSON);
        }
        return wanted.includes(DICOM_XML) ? Optional.of(DICOM_XML) : Optional.empty();
    }

    private static StowRefusedException notAcceptable() {
        return new StowRefusedException(
                HttpStatus.NOT_ACCEPTABLE, "responses are application/dicom+json or application/dicom+xml");
    }
}
