package io.fieldline.sandbox.fcm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message that was taken.
 *
 * @param name FCM's id
 * @param message as it was sent
 */
public record PushedMessage(String name, String token, JsonNode message) {}
