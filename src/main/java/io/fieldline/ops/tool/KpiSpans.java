package io.fieldline.ops.tool;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.warehouse.KpiQuestion.Span;

/** The period that is asked about, and what it is cut into. */
final class KpiSpans {

    private static final int MOST = 62;

    private final Span whole;
    private final String per;

    /** @param today from whose month on, where nothing is said */
    KpiSpans(ObjectNode arguments, LocalDate today) {
        LocalDate to = day(arguments, "to", today);
        LocalDate from = day(arguments, "from", to.withDayOfMonth(1));
        if (from.isAfter(to)) {
            throw RefusedCallException.of("invalid_argument", "from: must not be after to, " + to + ".");
        }
        whole = new Span(from, to);
        per = arguments.path("per").asText();
    }

    private static LocalDate day(ObjectNode arguments, String name, LocalDate usual) {
        String text = arguments.path(name).asText().strip();
        try {
            return text.isEmpty() ? usual : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw RefusedCallException.of("invalid_argument", name + ": must be a date such as 2026-03-09.");
        }
    }

    Span whole() {
        return whole;
    }

    /** The period itself where it is not cut. */
    List<Span> parts() {
        List<Span> parts = new ArrayList<>();
        for (LocalDate from = whole.from(); !from.isAfter(whole.to()); from = parts.get(parts.size() - 1).to().plusDays(1)) {
            LocalDate end = end(from);
            parts.add(new Span(from, end.isAfter(whole.to()) ? whole.to() : end));
            if (parts.size() > MOST) {
                throw RefusedCallException.of("invalid_argument", "per: a " + per + " each makes more than " + MOST
                        + " periods; take longer ones, or ask for less time.");
            }
        }
        return parts;
    }

    private LocalDate end(LocalDate from) {
        return switch (per) {
            case "day" -> from;
            case "week" -> from.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case "month" -> from.with(TemporalAdjusters.lastDayOfMonth());
            default -> whole.to();
        };
    }
}
