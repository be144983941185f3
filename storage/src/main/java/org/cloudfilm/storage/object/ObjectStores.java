package org.cloudfilm.storage.object;

/** Opens the object store a deployment is configured for. */
public final class ObjectStores {

    private ObjectStores() {}

    /**
     * Opens the store and proves that it can be read and written, so that a wrong bucket, wrong credentials or a
     * read-only directory stop the start instead of the first study. Leftovers of a process that died are removed.
     *
     * @throws ObjectStoreException naming the setting that is wrong, or {@code UNAVAILABLE} when nobody answers
     */
    public static ObjectStore open(ObjectStoreSettings settings) throws ObjectStoreException {
        return switch (settings) {
            case ObjectStoreSettings.Files files -> FileObjectStore.open(files);
            case ObjectStoreSettings.S3 s3 -> S3ObjectStore.open(s3);
        };
    }
}
