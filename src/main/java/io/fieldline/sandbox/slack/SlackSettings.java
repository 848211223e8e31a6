package io.fieldline.sandbox.slack;

import java.util.List;
import java.util.Map;

/**
 * How the stand-in for Slack behaves.
 *
 * @param port 0 for any free one
 * @param token the one bot token it knows
 * @param channels names without <code>#</code>, and their ids
 * @param closedChannels names of channels that exist but that the bot was not invited to
 * @param onePerSecond whether a channel takes one message a second, as Slack's do
 */
public record SlackSettings(int port, String token, Map<String, String> channels, List<String> closedChannels,
        boolean onePerSecond) {

    public static final String TOKEN = "xoxb-sandbox";

    public SlackSettings {
        channels = Map.copyOf(channels);
        closedChannels = List.copyOf(closedChannels);
    }

    /** The channels <code>dispatch</code> and <code>general</code>, without a limit. */
    public static SlackSettings usual() {
        return new SlackSettings(0, TOKEN, Map.of("dispatch", "C0DISPATCH", "general", "C0GENERAL"), List.of(), false);
    }
}
