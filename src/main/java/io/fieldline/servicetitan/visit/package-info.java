/** How things are, in ServiceTitan, with what a message to a customer is about. */
package io.fieldline.servicetitan.visit;
