/** A local SendGrid, as far as sending e-mails and their events go. */
package io.fieldline.sandbox.sendgrid;
