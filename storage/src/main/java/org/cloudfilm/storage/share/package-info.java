/**
 * Films shared by links: who made which link, what it names, how often it may still be opened and by whom it was.
 *
 * <p>{@link org.cloudfilm.storage.share.Shares} keeps them, {@link org.cloudfilm.storage.share.LinkTokens} knows the
 * access tokens given out with an opening, {@link org.cloudfilm.storage.share.SharedLinks} tells the access rules what
 * a link names. The protocol itself, with all keys and passcodes, is {@code viewer.share}: nothing kept here opens a
 * link or decrypts its files.
 */
package org.cloudfilm.storage.share;
