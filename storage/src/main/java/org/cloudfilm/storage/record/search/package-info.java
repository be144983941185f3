/**
 * FHIR search: a URL's parameters → {@code RecordQuery} (names, modifiers, prefixes and values checked) → SQL in which
 * the permit's scope is part of every branch, chains, reverse chains and includes as well, so that what may not be
 * read is not counted either → {@code RecordPage}. Pages go on behind the last row's sort key and see no record made
 * after the first page: they need no memory between requests and neither repeat nor lose a record.
 */
package org.cloudfilm.storage.record.search;
