/** A local ServiceTitan and local destinations, for the demo and for tests. */
package io.fieldline.sandbox;
