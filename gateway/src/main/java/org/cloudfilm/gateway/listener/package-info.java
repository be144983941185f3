/** What doors of plain sockets have in common: one that binds, accepts, keeps count and stops in good order. */
package org.cloudfilm.gateway.listener;
