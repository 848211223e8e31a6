/** What a tool for agents is: how it describes itself, what it is asked, what it answers, and how it changes something. */
package io.fieldline.agent.tool;
