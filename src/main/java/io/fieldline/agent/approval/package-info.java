/** How persons are told that a plan waits for them, and how they decide by the link that they are sent. */
package io.fieldline.agent.approval;
