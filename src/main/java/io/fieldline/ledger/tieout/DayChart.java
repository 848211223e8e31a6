package io.fieldline.ledger.tieout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.HtmlPage;

/** The days as a picture: two bars for each, ServiceTitan's and the books', and a mark where the three do not agree. */
final class DayChart {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 140;
    private static final double TOP = 26;
    private static final double BOTTOM = 20;
    private static final double MOST_OF_SLOT = 0.8;
    /** Days in between go unnamed, so that names do not run into each other. */
    private static final int NAMED_DAYS = 16;
    private static final int LONGEST_MONTH = 31;
    private static final double SMALLEST = 0.01;

    private final double slot;
    private final double zero;
    private final double scale;

    private DayChart(double slot, double highest, double lowest) {
        this.slot = slot;
        this.scale = HEIGHT / Math.max(highest - lowest, SMALLEST);
        this.zero = TOP + highest * scale;
    }

    /**
     * @param what is shown, for those who cannot see it
     * @param differing days on which something does not agree, though their totals may
     */
    static String of(String what, Days days, Map<LocalDate, Totals> totals, Set<LocalDate> differing) {
        long count = days.from().until(days.until(), ChronoUnit.DAYS) + 1;
        DayChart chart = new DayChart(WIDTH / count, extreme(totals, true), extreme(totals, false));
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s by day\">", WIDTH, TOP + HEIGHT + BOTTOM,
                HtmlPage.escaped(what))).append(legend());
        long step = Math.max(1, (count + NAMED_DAYS - 1) / NAMED_DAYS);
        for (int at = 0; at < count; at++) {
            LocalDate day = days.from().plusDays(at);
            if (totals.containsKey(day)) {
                svg.append(chart.bars(day, totals.get(day), at, differing.contains(day)));
            }
            if (at % step == 0) {
                svg.append(chart.name(day, at, count > LONGEST_MONTH));
            }
        }
        return svg.append(String.format(Locale.ROOT, "<line x1=\"0\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#999\"/>",
                WIDTH, chart.zero, chart.zero)).append("</svg>\n").toString();
    }

    private String name(LocalDate day, int at, boolean withMonth) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", at * slot, TOP + HEIGHT + BOTTOM - 6,
                withMonth ? day.toString().substring("2026-".length()) : Integer.toString(day.getDayOfMonth()));
    }

    private static String legend() {
        return "<text x=\"0\" y=\"10\"><tspan fill=\"#1565c0\">&#9632;</tspan> ServiceTitan <tspan fill=\"#8d6e63\">&#9632;"
                + "</tspan> books <tspan fill=\"#c62828\">&#9660;</tspan> does not agree</text>";
    }

    private String bars(LocalDate day, Totals totals, int at, boolean differs) {
        double left = at * slot;
        double width = slot * MOST_OF_SLOT / 2;
        String mark = differs
                ? String.format(Locale.ROOT, "<path d=\"M%.1f %.1fl-4 -6h8z\" fill=\"#c62828\"/>", left + width, TOP - 2)
                : "";
        return String.format(Locale.ROOT, "<g><title>%s: ServiceTitan %s, books %s, difference %s</title>", day,
                totals.serviceTitan(), totals.books(), totals.difference())
                + bar(totals.serviceTitan(), left, width, "#1565c0") + bar(totals.books(), left + width, width, "#8d6e63")
                + mark
                + "</g>";
    }

    private String bar(BigDecimal amount, double left, double width, String colour) {
        double height = Math.abs(amount.doubleValue()) * scale;
        return String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", left,
                amount.signum() < 0 ? zero : zero - height, width, height, colour);
    }

    /** Zero is always in the picture. */
    private static double extreme(Map<LocalDate, Totals> totals, boolean highest) {
        return totals.values().stream().flatMap(day -> Stream.of(day.serviceTitan(), day.books()))
                .mapToDouble(BigDecimal::doubleValue).reduce(0, highest ? Math::max : Math::min);
    }
}
