package io.fieldline.ledger.tieout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.HtmlPage;

/** The days as a picture: two bars for each, ServiceTitan's and the books', and a mark where the three do not agree. */
final class DayChart {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 140;
    private static final double TOP = 16;
    private static final double BOTTOM = 20;
    private static final double MOST_OF_SLOT = 0.8;
    /** Days in between go unnamed, so that names do not run into each other. */
    private static final int NAMED_DAYS = 16;

    private DayChart() {}

    /** @param what is shown, for those who cannot see it */
    static String of(String what, Days days, Map<LocalDate, Totals> totals) {
        double highest = extreme(totals, true);
        double lowest = extreme(totals, false);
        long count = days.from().until(days.until(), ChronoUnit.DAYS) + 1;
        double slot = WIDTH / count;
        double scale = HEIGHT / Math.max(highest - lowest, 0.01);
        double zero = TOP + highest * scale;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s by day\">", WIDTH, TOP + HEIGHT + BOTTOM,
                HtmlPage.escaped(what))).append(legend());
        long step = Math.max(1, (count + NAMED_DAYS - 1) / NAMED_DAYS);
        for (int at = 0; at < count; at++) {
            LocalDate day = days.from().plusDays(at);
            double left = at * slot;
            if (totals.containsKey(day)) {
                svg.append(bars(day, totals.get(day), left, slot, zero, scale));
            }
            if (at % step == 0) {
                svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", left, TOP + HEIGHT + BOTTOM - 6,
                        count > 31 ? day.toString().substring(5) : Integer.toString(day.getDayOfMonth())));
            }
        }
        return svg.append(String.format(Locale.ROOT, "<line x1=\"0\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#999\"/>",
                WIDTH, zero, zero)).append("</svg>\n").toString();
    }

    private static String legend() {
        return "<text x=\"0\" y=\"10\"><tspan fill=\"#1565c0\">&#9632;</tspan> ServiceTitan <tspan fill=\"#8d6e63\">&#9632;"
                + "</tspan> books <tspan fill=\"#c62828\">&#9660;</tspan> does not agree</text>";
    }

    private static String bars(LocalDate day, Totals totals, double left, double slot, double zero, double scale) {
        double width = slot * MOST_OF_SLOT / 2;
        String mark = totals.agree()
                ? ""
                : String.format(Locale.ROOT, "<path d=\"M%.1f %.1fl-4 -6h8z\" fill=\"#c62828\"/>", left + width, TOP + 6);
        return String.format(Locale.ROOT, "<g><title>%s: ServiceTitan %s, books %s, difference %s</title>", day,
                totals.serviceTitan(), totals.books(), totals.difference())
                + bar(totals.serviceTitan(), left, width, zero, scale, "#1565c0")
                + bar(totals.books(), left + width, width, zero, scale, "#8d6e63") + mark + "</g>";
    }

    private static String bar(BigDecimal amount, double left, double width, double zero, double scale, String colour) {
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
