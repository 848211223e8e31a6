/**
 * What agents may see and do, and the one door through which every call of theirs goes. Plain rules; what a tool does is
 * behind {@link io.fieldline.agent.tool.Tool}.
 */
package io.fieldline.agent;
