/**
 * Which doors a process opens: both, or one of them. {@code gateway} takes films, messages and records from hospitals
 * and holds the open segments; {@code viewer} serves doctors and patients and holds nothing. Both share one PostgreSQL
 * and one object store.
 */
package org.cloudfilm.standalone.doors;
