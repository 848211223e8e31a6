/** What ServiceTitan is told of messages to customers: preferences and tags of who wants no more of them, notes on jobs. */
package io.fieldline.servicetitan.writeback;
