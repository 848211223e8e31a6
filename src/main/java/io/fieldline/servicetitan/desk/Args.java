package io.fieldline.servicetitan.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** The arguments of a call. Types were checked by the tool's schema; what they mean is checked here. */
final class Args {

    private final ObjectNode arguments;
    private final TenantDesk desk;

    Args(ToolCall call, TenantDesk desk) {
        this.arguments = call.arguments();
        this.desk = desk;
    }

    boolean has(String name) {
        return arguments.hasNonNull(name) && !(arguments.get(name).isTextual() && arguments.get(name).asText().isBlank());
    }

    Optional<String> text(String name) {
        return has(name) ? Optional.of(arguments.get(name).asText().strip()) : Optional.empty();
    }

    String need(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is needed here"));
    }

    JsonNode node(String name) {
        return arguments.path(name);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        arguments.path(name).forEach(element -> texts.add(element.asText().strip()));
        return texts;
    }

    /** A day in the tenant's time zone: a date, <code>today</code> or <code>tomorrow</code>. */
    Optional<LocalDate> day(String name) {
        return text(name).map(text -> switch (text) {
            case "today" -> desk.today();
            case "tomorrow" -> desk.today().plusDays(1);
            default -> parsed(name, text);
        });
    }

    private static LocalDate parsed(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "must be a date such as 2026-03-09, or today or tomorrow");
        }
    }

    /**
     * A moment; without an offset it is meant in the tenant's time zone, which must have it once.
     */
    Optional<Instant> moment(String name) {
        return text(name).map(text -> {
            try {
                return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$")
                        ? OffsetDateTime.parse(text).toInstant()
                        : local(name, LocalDateTime.parse(text));
            } catch (DateTimeException e) {
                throw wrong(name, "must be a date and time such as 2026-03-09T09:00, in the tenant's time zone");
            }
        });
    }

    /** When clocks are set, an hour is left out, or comes twice. */
    private Instant local(String name, LocalDateTime time) {
        List<ZoneOffset> offsets = desk.zone().getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return time.toInstant(offsets.get(0));
        }
        throw wrong(name, offsets.isEmpty()
                ? time + " is left out in the tenant's time zone, as its clocks are set forward then"
                : time + " comes twice in the tenant's time zone; say " + offsets.stream().map(offset -> time + offset.getId())
                        .collect(Collectors.joining(" or ")));
    }

    static RefusedCallException wrong(String name, String rule) {
        return RefusedCallException.of("invalid_argument", name + ": " + rule + ".");
    }
}
