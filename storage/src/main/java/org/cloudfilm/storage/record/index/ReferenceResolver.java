package org.cloudfilm.storage.record.index;

/** Says what a reference of a resource will be once it is written. */
@FunctionalInterface
public interface ReferenceResolver {

    /** References stay as they are. */
    ReferenceResolver AS_WRITTEN = reference -> reference;

    /**
     * @param reference as written: {@code urn:uuid:…}, a conditional one, an absolute URL, {@code Type/id}
     * @return {@code Type/id}, or the same text
     */
    String resolve(String reference);
}
