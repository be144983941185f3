/**
 * How Tomcat sends films. A frame leaves in one system call with its header, out of a buffer that stays in the processor's
 * cache: measured over loopback, sender and receiver together spend a third less on it than on a header and a
 * {@code sendfile} of the kernel's 4 KiB pages. Mapping the file instead costs more than the copy: page faults, and every
 * unmapping interrupts the other processors. What Tomcat refuses by itself is answered like everything else that is refused.
 */
package org.cloudfilm.standalone.http;
