/**
 * What people decide about people: the review of patients who may be one ({@code /api/identity}).
 *
 * <p>A request carries a reviewer's token → {@code IdentityReviewController} → {@code PersonReview} in storage, which
 * writes each look and each decision down → views with names and numbers masked unless the reviewer asked to see them.
 */
package org.cloudfilm.viewer.people;
