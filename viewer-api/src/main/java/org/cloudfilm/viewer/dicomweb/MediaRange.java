package org.cloudfilm.viewer.dicomweb;

import java.util.Map;

/**
 * One element of an Accept header (RFC 9110 section 12.5.1), lower case but for parameter values.
 *
 * @param parameters without the weight
 */
record MediaRange(String type, String subtype, Map<String, String> parameters, double weight) {

    /** Whether it names what is offered; 0 for no, otherwise the more the more specific it is. */
    int specificity(Offer offer) {
        if (!syntaxFits(offer)) {
            return 0;
        }
        if (type.equals("*")) {
            return 1;
        }
        if (type.equals("multipart")) {
            return offer.multipart() ? multipartSpecificity(offer) : 0;
        }
        if (offer.multipart() || !offer.type().equals(type)) {
            return 0;
        }
        if (subtype.equals("*")) {
            return 2;
        }
        return offer.subtype().equals(subtype) ? specific() : 0;
    }

    private int multipartSpecificity(Offer offer) {
        if (subtype.equals("*")) {
            return 2;
        }
        if (!subtype.equals("related")) {
            return 0;
        }
        String wanted = parameters.get("type");
        if (wanted == null || wanted.equals("*/*")) {
            return 2;
        }
        if (wanted.equalsIgnoreCase(offer.type() + "/*")) {
            return 3;
        }
        return wanted.equalsIgnoreCase(offer.mediaType()) ? specific() : 0;
    }

    private int specific() {
        return parameters.containsKey("transfer-syntax") ? 5 : 4;
    }

    private boolean syntaxFits(Offer offer) {
        String wanted = parameters.get("transfer-syntax");
        if (wanted == null) {
            return offer.unasked();
        }
        return offer.transferSyntax() == null || wanted.equals("*") || wanted.equals(offer.transferSyntax());
    }
}
