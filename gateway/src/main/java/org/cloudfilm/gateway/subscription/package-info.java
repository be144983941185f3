/**
 * Tells hospitals of new versions of their records (FHIR R4, Subscription with a rest-hook): approves what was
 * subscribed, sends what the outbox has, and says in the Subscription when a receiver cannot be reached. What is
 * subscribed and what fits is found in {@link org.cloudfilm.storage.record.subscription}.
 */
package org.cloudfilm.gateway.subscription;
