/** What YAML cannot say about e-mail by SMTP: a message handed over once, and how sure that is when the connection breaks. */
package io.fieldline.destination.mail;
