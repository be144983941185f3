/**
 * STOW-RS (PS3.18 section 10.5): stores the instances of one HTTP request. The body is taken apart as it comes, so
 * that memory does not depend on its size. Start reading at {@code StowController} and {@code StoreRequest}.
 */
package org.cloudfilm.gateway.stow;
