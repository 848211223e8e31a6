/** What YAML cannot say about SendGrid: e-mails handed over once, and the events that SendGrid reports about them. */
package io.fieldline.destination.sendgrid;
