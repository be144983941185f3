/**
 * Films of nobody, made by arithmetic: phantoms that look plausible enough to try the pages on and are marked as
 * synthetic in every image. The same bytes on every machine, so that storing them again changes nothing.
 */
package org.cloudfilm.standalone.demo;
