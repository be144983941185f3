/**
 * The two counterparts of settling a visit that a demonstration and the tests need: a medical insurance that speaks the
 * national interface by call number, and a payment channel with a page to pay on. A process of its own, so that it can
 * be slow, fail, lose an answer, call back twice or be gone as the real ones are: {@code java -jar cloudfilm.jar
 * simulators --port 8090}, faults by {@code POST /faults}. What it was told survives its own end.
 *
 * <p>Nothing here is used when real ones are configured, and nothing else in Cloudfilm depends on it.
 */
package org.cloudfilm.standalone.simulators;
