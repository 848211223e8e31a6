package io.fieldline.ops;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;

/** Reads a verb's arguments and refuses what is missing or malformed by name. */
final class Arguments {

    private final String verb;
    private final ObjectNode values;

    Arguments(Verb verb, ObjectNode values) {
        this.verb = verb.name();
        this.values = values;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull()).map(JsonNode::asText)
                .filter(value -> !value.isBlank());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new MisconfiguredException(verb + ": --" + name + " is missing"));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        values.path(name).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    int number(String name, int otherwise) {
        return values.path(name).asInt(otherwise);
    }

    long id(String name) {
        String text = required(name);
        if (!text.matches("\\d{1,18}")) {
            throw new MisconfiguredException(verb + ": --" + name + " must be a number, not " + text);
        }
        return Long.parseLong(text);
    }

    /** A date, or a moment with its zone. */
    Optional<Instant> moment(String name) {
        return text(name).map(text -> {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new MisconfiguredException(
                        verb + ": --" + name + " must be a date such as 2026-01-31, not " + text, e);
            }
        });
    }
}
