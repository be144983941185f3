/**
 * How access comes to be given, and taken back.
 *
 * <p>A doctor asks ({@link org.cloudfilm.storage.consent.book.AskConsent}) → the patient is told and decides
 * ({@link org.cloudfilm.storage.consent.book.ConsentBook}) → a FHIR Consent of the platform and a row of
 * {@code consent_grant}, from which {@link org.cloudfilm.storage.consent.Access} decides, in one transaction. In an
 * emergency the doctor breaks the glass ({@link org.cloudfilm.storage.consent.book.BreakGlass}) and answers for it. Of
 * Consents that hospitals write, denials count and nothing else
 * ({@link org.cloudfilm.storage.consent.book.FollowConsents}).
 */
package org.cloudfilm.storage.consent.book;
