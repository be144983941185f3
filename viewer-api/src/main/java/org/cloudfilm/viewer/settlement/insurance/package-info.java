/**
 * The medical insurance, by the calls of the national interface (1101, 2201, 2203, 2204, 2205, 2206, 2207, 2208, 2601,
 * 3202): messages of JSON over HTTP with its field names. A visit is registered when it is first settled; its fee lines
 * are sent with each pre-settlement, after those that were not settled have been withdrawn. A lost answer is asked for by
 * the message's number, which is the one thing here that the national interface leaves to the regions.
 */
package org.cloudfilm.viewer.settlement.insurance;
