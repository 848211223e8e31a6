/** Puts the parts together; used by nobody. */
package io.fieldline.wiring;
