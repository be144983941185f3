/**
 * PostgreSQL as a child of the application, for deployments without a database of their own: unpacked, initialised,
 * started and stopped here, with the durability settings of a real one.
 */
package org.cloudfilm.standalone.postgres;
