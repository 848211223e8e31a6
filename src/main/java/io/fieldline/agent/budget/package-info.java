/** How much a client may change, charge and say in an hour. */
package io.fieldline.agent.budget;
