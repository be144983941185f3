package org.cloudfilm.storage.record.search;

/** URLs under which clients know this server's records: {@code http://host/fhir/Patient/1} is {@code Patient/1} here. */
record OwnUrls(String base) {

    /** Nothing but relative references means records here. */
    static final OwnUrls NONE = new OwnUrls(null);

    String relative(String reference) {
        return base != null && reference.startsWith(base) && reference.startsWith("/", base.length())
                ? reference.substring(base.length() + 1)
                : reference;
    }
}
