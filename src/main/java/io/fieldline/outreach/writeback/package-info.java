/**
 * What ServiceTitan is told of messages: that a recipient wants no more of them, and that one was sent. What is to be told is
 * what the store shows, so that nothing is lost while ServiceTitan is away.
 */
package io.fieldline.outreach.writeback;
