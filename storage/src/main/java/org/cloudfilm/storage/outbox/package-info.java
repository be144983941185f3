/**
 * Events that are committed with the data they speak of and delivered at least once, in order for each key, by whatever
 * process takes them first (FOR UPDATE SKIP LOCKED). What fails is tried again with growing pauses and then set aside,
 * visibly.
 */
package org.cloudfilm.storage.outbox;
