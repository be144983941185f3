package org.cloudfilm.storage.film;

/** A stored range that is a complete {@code multipart/related} body (RFC 2387) from first to closing delimiter. */
public record MultipartRange(String boundary, ByteSource body) {}
