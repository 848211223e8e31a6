/** The way out to customers for routes: asks the gate, keeps what it says, and sends what is due. */
package io.fieldline.messaging;
