/** The outbox for those who look after it. */
package org.cloudfilm.gateway.outbox;
