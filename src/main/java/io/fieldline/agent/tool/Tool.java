package io.fieldline.agent.tool;

/** One thing that an agent can ask for; either a {@link ReadingTool} or a {@link WritingTool}. */
public sealed interface Tool permits ReadingTool, WritingTool {

    ToolDescription description();
}
