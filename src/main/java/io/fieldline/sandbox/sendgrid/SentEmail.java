package io.fieldline.sandbox.sendgrid;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An e-mail to one recipient that was taken.
 *
 * @param id SendGrid's, as the answer's header names it
 * @param request the whole request
 */
public record SentEmail(String id, String to, String subject, JsonNode customArgs, JsonNode headers, JsonNode request) {}
