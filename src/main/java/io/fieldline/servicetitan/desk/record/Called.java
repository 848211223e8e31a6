package io.fieldline.servicetitan.desk.record;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Mention;

/** What sentences call a record by. What is personal in it is mentioned, so that each client sees it as its policy says. */
public final class Called {

    private static final int SHORTEST_NUMBER = 7;

    private Called() {}

    /** <code>customer Maria Alvarez (10000005)</code>. */
    public static String customer(ObjectNode customer) {
        return called("customer ", customer);
    }

    public static String location(ObjectNode location) {
        return called("location ", location);
    }

    private static String called(String word, ObjectNode record) {
        String name = record.path("name").asText().strip();
        String id = record.path("id").asText();
        return word + (name.isEmpty() ? id : Mention.of("name", name) + " (" + id + ")");
    }

    /** What a client asked for that may be a name, a phone number or an e-mail. */
    static String asked(String text) {
        String kind = text.contains("@") ? "email" : text.replaceAll("\\D", "").length() < SHORTEST_NUMBER ? "name" : "phone";
        return Mention.of(kind, text);
    }
}
