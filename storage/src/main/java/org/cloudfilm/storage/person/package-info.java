/**
 * Who is who across hospitals.
 *
 * <p>Nouns: an <em>identity</em> is what one hospital says of a patient under one of its numbers; a <em>person</em> is
 * the human behind any number of identities. Films ({@code patient}) and records ({@code patient_record}) hang on an
 * identity and follow it.
 *
 * <p>Flow: a film or a Patient record arrives → {@code Identification} → {@code LinkPerson}: a strong number that name
 * and birth date agree with links by itself; else the hospital's own number does (two of them that it has used before
 * make two persons one, where name and birth date agree); else the patient is a person of its own, and pairs that
 * score {@code Match.WORTH_A_LOOK} are kept for a reviewer ({@code PersonReview}), who merges them or says that they are
 * two. A merge can be undone: what it moved goes back, with all that arrived since. A number that its hospital gives to
 * another human (neither name nor birth date fits) gets a second identity; the first one stays whose it was, with its
 * films, and films of the old spelling still find it.
 *
 * <p>Failure: a wrong or contradicting number never links and never blocks; two first messages at once make one person
 * (locks on their numbers, and unique constraints behind them); of two reviewers at once one is told to look again.
 */
package org.cloudfilm.storage.person;
