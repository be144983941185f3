/** The hospitals' door: every protocol by which their systems talk to us. This package is its Spring wiring. */
package org.cloudfilm.gateway;
