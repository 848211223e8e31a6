/** What messages say: templates of the owner's over shipped ones, and no message with a gap. */
package io.fieldline.messaging.template;
