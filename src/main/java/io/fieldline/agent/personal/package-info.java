/** What of a person a client is shown: as it is, masked, as a token that stands for it, or not at all. */
package io.fieldline.agent.personal;
