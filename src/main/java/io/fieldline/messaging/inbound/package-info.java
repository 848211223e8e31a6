/**
 * What comes back: providers' callbacks with reports and replies, and recipients who follow the link to unsubscribe. Knows no
 * provider and no HTTP server; wiring brings both.
 */
package io.fieldline.messaging.inbound;
