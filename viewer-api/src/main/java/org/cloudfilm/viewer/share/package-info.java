/**
 * Films shared by SMART Health Links (HL7 SMART Health Cards and Links 1.0.0, "SMART Health Links").
 *
 * <p>The secret in a link's URL is what everything hangs on. It is kept nowhere: the database finds a link by its
 * digest. The key of the link's files is random, and kept sealed under a key derived from that secret; the passcode's
 * hash is salted with it too. So whoever has the database alone can neither open a link, nor read its files, nor try
 * passcodes; whoever has the URL alone lacks the key; and the server, asked with the URL, makes files of what is stored
 * at that moment and encrypts them for this link.
 */
package org.cloudfilm.viewer.share;
