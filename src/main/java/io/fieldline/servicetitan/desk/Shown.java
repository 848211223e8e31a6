package io.fieldline.servicetitan.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Label;
import io.fieldline.agent.tool.Quoted;
import io.fieldline.servicetitan.accounting.Html;
import io.fieldline.servicetitan.desk.record.Addresses;
import io.fieldline.servicetitan.desk.record.Trees;

/** One row of an answer in the making: what a person needs of a record, without what is empty. */
final class Shown {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx");

    private final ObjectNode row = Trees.object();
    private final JsonNode record;
    private final ZoneId zone;

    Shown(JsonNode record, ZoneId zone) {
        this.record = record;
        this.zone = zone;
    }

    /** A moment in the tenant's time zone, to the minute; empty for what is none. */
    static String moment(String text, ZoneId zone) {
        try {
            return MINUTES.format(ZonedDateTime.ofInstant(Instant.parse(text), zone).truncatedTo(ChronoUnit.MINUTES));
        } catch (DateTimeException e) {
            return "";
        }
    }

    Shown id() {
        row.put("id", record.path("id").longValue());
        return this;
    }

    Shown put(String name, String value) {
        if (!value.isBlank()) {
            row.put(name, Label.of(value));
        }
        return this;
    }

    Shown put(String name, JsonNode value) {
        if (!value.isNull() && !value.isMissingNode() && !(value.isContainerNode() && value.isEmpty())) {
            row.set(name, value);
        }
        return this;
    }

    /** Fields as they are. */
    Shown fields(String... names) {
        for (String name : names) {
            JsonNode value = record.path(name);
            if (!value.isTextual() || !value.asText().isBlank()) {
                put(name, value);
            }
        }
        return this;
    }

    Shown field(String name, String path) {
        return put(name, Trees.text(record, path));
    }

    Shown moments(String... names) {
        for (String name : names) {
            put(name, moment(Trees.text(record, name), zone));
        }
        return this;
    }

    /** A day, which ServiceTitan writes as midnight in no zone. */
    Shown day(String name, String path) {
        String text = Trees.text(record, path);
        return put(name, text.length() >= 10 ? text.substring(0, 10) : text);
    }

    /** Accounting writes money as text. */
    Shown money(String name, String path) {
        row.put(name, Trees.money(record, path));
        return this;
    }

    Shown address(String name, String path) {
        Addresses.line(Trees.at(record, path)).ifPresent(line -> row.put(name, line));
        return this;
    }

    /** Rich text as plain text, marked as what somebody wrote. */
    Shown quoted(String name, String path) {
        String plain = Html.plain(Trees.text(record, path));
        if (!plain.isEmpty()) {
            row.set(name, Quoted.of(plain));
        }
        return this;
    }

    /** Only where it is set: what is so as usual is not said. */
    Shown flag(String name, boolean set) {
        if (set) {
            row.put(name, true);
        }
        return this;
    }

    ObjectNode row() {
        return row;
    }
}
