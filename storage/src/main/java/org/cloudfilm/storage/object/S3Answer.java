package org.cloudfilm.storage.object;

/** What S3 said to one request, as far as it is not a failure. */
sealed interface S3Answer<T> {

    record Done<T>(T value) implements S3Answer<T> {}

    /** there is no such object, or no such upload */
    record Absent<T>() implements S3Answer<T> {}

    /** the condition of the request (If-None-Match, If-Match) does not hold */
    record ConditionFailed<T>() implements S3Answer<T> {}
}
