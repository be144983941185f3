/**
 * The sandbox payment channel: calls of JSON over HTTP with the merchant's key, answers about payments and refunds by
 * our numbers, and callbacks signed with the channel's key over time, nonce and body.
 */
package org.cloudfilm.viewer.settlement.channel;
