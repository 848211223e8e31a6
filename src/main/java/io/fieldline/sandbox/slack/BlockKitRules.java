package io.fieldline.sandbox.slack;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Slack's limits on Block Kit: <code>api.slack.com/reference/block-kit/blocks</code>. */
final class BlockKitRules {

    private static final int BLOCKS = 50;
    private static final int FIELDS = 10;
    private static final int ELEMENTS_OF_CONTEXT = 10;
    private static final int ELEMENTS_OF_ACTIONS = 25;
    private static final Set<String> TYPES = Set.of("section", "header", "divider", "context", "actions", "image", "rich_text");
    private static final Set<String> STYLES = Set.of("primary", "danger");

    private BlockKitRules() {}

    /** What is wrong, for the log; empty where Slack would take the blocks. */
    static Optional<String> broken(JsonNode blocks) {
        try {
            check(blocks.isArray(), "blocks must be an array");
            check(blocks.size() <= BLOCKS, "no more than 50 blocks");
            blocks.forEach(BlockKitRules::block);
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void block(JsonNode block) {
        String type = block.path("type").asText();
        check(TYPES.contains(type), "there is no block of type '" + type + "'");
        check(block.path("block_id").asText().length() <= 255, "a block_id has at most 255 characters");
        switch (type) {
            case "section" -> section(block);
            case "header" -> text(block.path("text"), 150, true);
            case "context" -> elements(block, ELEMENTS_OF_CONTEXT);
            case "actions" -> elements(block, ELEMENTS_OF_ACTIONS);
            case "image" -> {
                check(length(block.path("image_url"), 1, 3_000),
                        "an image block needs an image_url of at most 3000 characters");
                check(length(block.path("alt_text"), 1, 2_000), "an image block needs an alt_text of at most 2000 characters");
            }
            default -> {
            }
        }
    }

    private static void section(JsonNode block) {
        check(block.has("text") || block.has("fields"), "a section needs text or fields");
        if (block.has("text")) {
            text(block.get("text"), 3_000, false);
        }
        if (block.has("fields")) {
            check(block.get("fields").isArray() && block.get("fields").size() >= 1 && block.get("fields").size() <= FIELDS,
                    "a section has one to ten fields");
            block.get("fields").forEach(field -> text(field, 2_000, false));
        }
        if (block.has("accessory")) {
            element(block.get("accessory"));
        }
    }

    private static void elements(JsonNode block, int most) {
        JsonNode elements = block.path("elements");
        check(elements.isArray() && elements.size() >= 1 && elements.size() <= most,
                "a block of type '" + block.path("type").asText() + "' has one to " + most + " elements");
        elements.forEach(BlockKitRules::element);
    }

    private static void element(JsonNode element) {
        switch (element.path("type").asText()) {
            case "button" -> {
                text(element.path("text"), 75, true);
                check(element.path("url").asText().length() <= 3_000, "a button's url has at most 3000 characters");
                check(element.path("value").asText().length() <= 2_000, "a button's value has at most 2000 characters");
                check(element.path("action_id").asText().length() <= 255, "an action_id has at most 255 characters");
                check(!element.has("style") || STYLES.contains(element.get("style").asText()), "a style is primary or danger");
            }
            case "mrkdwn", "plain_text" -> text(element, 3_000, false);
            case "image" -> check(length(element.path("image_url"), 1, 3_000) && length(element.path("alt_text"), 1, 2_000),
                    "an image needs image_url and alt_text");
            default -> check(!element.path("type").asText().isEmpty(), "an element needs a type");
        }
    }

    private static void text(JsonNode text, int most, boolean plain) {
        String type = text.path("type").asText();
        check(plain ? type.equals("plain_text") : type.equals("plain_text") || type.equals("mrkdwn"),
                "a text of type '" + type + "' is not allowed here");
        check(length(text.path("text"), 1, most), "a text has 1 to " + most + " characters");
    }

    private static boolean length(JsonNode text, int least, int most) {
        return text.isTextual() && text.asText().length() >= least && text.asText().length() <= most;
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new Broken(rule);
        }
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Broken(String rule) {
            super(rule, null, false, false);
        }
    }
}
