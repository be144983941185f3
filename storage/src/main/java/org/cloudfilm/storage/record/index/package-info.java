/**
 * Search parameters of R4, their paths compiled once, and the index rows of a resource.
 *
 * <p>A parameter's number is the hash of its type and code ({@code SearchParameter.number}), so it needs no table and
 * never changes. Rows are those of {@code V050__record.sql}; each carries the subject, so that everything about one
 * patient is one probe of an index.
 */
package org.cloudfilm.storage.record.index;
