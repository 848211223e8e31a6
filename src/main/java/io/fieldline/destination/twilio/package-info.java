/** What YAML cannot say about Twilio: text messages handed over once, found again, and what Twilio reports about them. */
package io.fieldline.destination.twilio;
