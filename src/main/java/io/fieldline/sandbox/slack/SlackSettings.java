package io.fieldline.sandbox.slack;

import java.util.List;
import java.util.Map;

/**
 * How the stand-in for Slack behaves.
 *
 * @param port 0 for any free one
 * @param token the one bot token it knows
 * @param channels names without <code>#</code>, and their ids
 * @param members ids of persons, and the conversations in which the bot's messages to them are
 * @param closedChannels names of channels that exist but that the bot was not invited to
 * @param onePerSecond whether a channel takes one message a second, as Slack's do
 */
public record SlackSettings(int port, String token, Map<String, String> channels, Map<String, String> members,
        List<String> closedChannels, boolean onePerSecond) {

    public static final String TOKEN = "xoxb-sandbox";

    public SlackSettings {
        channels = Map.copyOf(channels);
        members = Map.copyOf(members);
        closedChannels = List.copyOf(closedChannels);
    }

    /** The channels <code>dispatch</code> and <code>general</code>, and two members, without a limit. */
    public static SlackSettings usual() {
        return new SlackSettings(0, TOKEN, Map.of("dispatch", "C0DISPATCH", "general", "C0GENERAL"),
                Map.of("U0DANA", "D0DANA", "U0LEE", "D0LEE"), List.of(), false);
    }
}
