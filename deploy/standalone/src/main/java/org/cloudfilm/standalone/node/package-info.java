/**
 * What processes of one deployment are to each other: a process says under which address it can be asked for the segments
 * it holds, and others ask it, signed with a secret that lies in the database they share.
 */
package org.cloudfilm.standalone.node;
