/**
 * Who is who across hospitals.
 *
 * <p>A hospital's patient becomes linked to a person by a strong identifier that nothing contradicts. What cannot be
 * linked stays with its hospital, and is seen by that hospital alone.
 */
package org.cloudfilm.storage.person;
