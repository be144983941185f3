package org.cloudfilm.gateway.stow;

import java.util.ArrayList;
import java.util.Comparator;
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

    private static final String DICOM = "application/dicom";

    /** RFC 2046 allows 70 characters; Orthanc's have 73. */
    private static final int MAX_BOUNDARY = 256;

    /** By quality; of those wanted as much, the one that says more (RFC 9110 section 12.5.1). */
    private static final Comparator<MediaType> PREFERENCE = Comparator.comparingDouble(MediaType::getQualityValue)
            .reversed()
            .thenComparing(MediaType::isWildcardType)
            .thenComparing(MediaType::isWildcardSubtype);

    private StowHeaders() {}

    /** The boundary of a multipart body; empty for a body that is one instance. */
    static Optional<String> boundary(String header) throws StowRefusedException {
        if (header == null || header.isBlank()) {
            throw unsupported("Content-Type is missing");
        }
        ContentType type = ContentType.parse(header).orElseThrow(() -> unsupported("Content-Type is malformed"));
        if (type.name().equals(DICOM)) {
            return Optional.empty();
        }
        if (!type.name().equals("multipart/related") || !partsAreDicom(type)) {
            throw unsupported("only multipart/related; type=\"application/dicom\" and application/dicom are stored");
        }
        String boundary = type.parameter("boundary");
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new StowRefusedException(HttpStatus.BAD_REQUEST, "Content-Type lacks a usable boundary");
        }
        return Optional.of(boundary);
    }

    /** Some senders leave the type parameter out; the parts themselves tell then. */
    private static boolean partsAreDicom(ContentType type) {
        String parts = type.parameter("type");
        return parts.isEmpty()
                || ContentType.parse(parts).filter(one -> one.name().equals(DICOM)).isPresent();
    }

    private static StowRefusedException unsupported(String message) {
        return new StowRefusedException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }

    /** The encoding of the response: JSON unless XML is preferred. What cannot be read is left out. */
    static MediaType responseType(List<String> accept) throws StowRefusedException {
        if (accept.stream().allMatch(String::isBlank)) {
            return DICOM_JSON;
        }
        List<MediaType> wanted = new ArrayList<>();
        for (String one : MimeTypeUtils.tokenize(String.join(",", accept))) {
            try {
                wanted.add(MediaType.parseMediaType(one));
            } catch (InvalidMediaTypeException e) {
                // others may do
            }
        }
        return wanted.stream()
                .filter(type -> type.getQualityValue() > 0)
                .sorted(PREFERENCE)
                .flatMap(type -> offered(type).stream())
                .findFirst()
                .orElseThrow(StowHeaders::notAcceptable);
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
