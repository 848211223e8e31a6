/** Which agents there are, and what the owner lets each of them see and do. */
package io.fieldline.agent.policy;
