/**
 * The Model Context Protocol, an edge over {@link io.fieldline.agent.Door}: who asks, from where, in which session, and how the
 * door's tools, answers and refusals look there. What a client may do is decided behind the door alone.
 */
package io.fieldline.mcp;
