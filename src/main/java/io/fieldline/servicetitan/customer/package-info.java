/** ServiceTitan's side of a customer that is kept in step with another system: read whole, written and read back. */
package io.fieldline.servicetitan.customer;
