/**
 * Search parameters of R4, their paths compiled once, and the index rows of a resource.
 *
 * <p>{@code parameters.txt} holds the parameters of the kept types as HAPI's model states them. Of each type they become
 * one tree of JSON names that is walked along with the resource ({@code PathTree}, {@code Extraction}); the schema tells
 * what names a choice has and how to read what is found there ({@code ValueReader}).
 *
 * <p>A parameter's number is the hash of its type and code ({@code SearchParameter.Rows}), so it needs no table and never
 * changes. Rows are those of {@code V050__record.sql}; each carries the subject, so that everything about one patient is
 * one probe of an index. What can be told from other rows has none of its own: parameters of the same paths, the
 * reference to the subject, composites over elements that a record has once.
 *
 * <p>Whose record it is, is what the type's parameter {@code patient} says. The patient compartment names further roles
 * (performer, author, subscriber); a mother who performs what is about her child does not make it hers, nor takes it
 * out of the child's.
 */
package org.cloudfilm.storage.record.index;
