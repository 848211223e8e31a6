/** A local Twilio, as far as text messages go. */
package io.fieldline.sandbox.twilio;
