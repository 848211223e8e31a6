package io.fieldline.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message that was accepted.
 *
 * @param ts Slack's id of the message within its channel
 * @param channel the channel's id
 * @param text what is shown where blocks are not
 * @param blocks an empty array where there are none
 */
public record SlackMessage(String ts, String channel, String text, JsonNode blocks) {}
