/** Turns of flows: each tenant's flow on its own schedule, whatever it reads from. */
package io.fieldline.lane;
