package io.fieldline.messaging.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What templates may name. A moment <code>completed</code> is two texts there, <code>completedDate</code> and
 * <code>completedTime</code>; a day <code>membershipEnd</code> is <code>membershipEndDate</code>; money has two decimals.
 */
public final class MessageValues {

    private static final List<String> ALWAYS = List.of("company", "customerName", "customerFirstName", "reviewLink",
            "renewalLink", "estimateLink", "postalAddress", "unsubscribeLink");
    private static final List<String> OF_JOBS = List.of("address", "jobNumber", "jobType", "completedDate", "completedTime",
            "technicianName", "technicianFirstName", "technicianNames");
    private static final List<String> OF_APPOINTMENTS = List.of("appointmentDate", "appointmentTime", "arrivalFromDate",
            "arrivalFromTime", "arrivalUntilDate", "arrivalUntilTime");
    private static final List<String> OF_INVOICES = List.of("address", "jobNumber", "invoiceNumber", "invoiceTotal",
            "invoiceBalance", "invoiceDueDate");
    private static final Map<String, List<String>> MORE = Map.of("job", OF_JOBS, "appointment",
            Stream.concat(OF_JOBS.stream(), OF_APPOINTMENTS.stream()).toList(), "invoice", OF_INVOICES, "membership",
            List.of("address", "membershipName", "membershipEndDate"), "estimate",
            List.of("address", "jobNumber", "jobType", "estimateNumber", "estimateName", "estimateTotal", "estimateDate",
                    "estimateTime", "technicianName", "technicianFirstName", "technicianNames"));

    private final Locale locale;
    private final ZoneId zone;

    public MessageValues(String language, String country, ZoneId zone) {
        this.locale = new Locale.Builder().setLanguage(language).setRegion(country).build();
        this.zone = zone;
    }

    /** @param kind of the record that a message is about */
    public static Set<String> known(String kind) {
        Set<String> known = new TreeSet<>(ALWAYS);
        known.addAll(MORE.getOrDefault(kind, List.of()));
        return known;
    }

    /** All values that messages of any kind can have. */
    public static Set<String> all() {
        Set<String> all = new TreeSet<>(ALWAYS);
        MORE.values().forEach(all::addAll);
        return all;
    }

    /** Values as templates write them. */
    public Map<String, Object> written(Map<String, Object> values) {
        Map<String, Object> written = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Instant moment) {
                ZonedDateTime local = moment.atZone(zone);
                written.put(name + "Date", date(local.toLocalDate()));
                written.put(name + "Time",
                        plain(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(local)));
            } else if (value instanceof LocalDate day) {
                written.put(name + "Date", date(day));
            } else if (value instanceof BigDecimal money) {
                written.put(name, money(money));
            } else {
                written.put(name, value);
            }
        });
        return written;
    }

    private String date(LocalDate day) {
        return plain(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day));
    }

    private String money(BigDecimal amount) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return plain(format.format(amount));
    }

    /** Blanks that do not break would make a text message of other, shorter segments. */
    private static String plain(String text) {
        return text.replace('\u202f', ' ').replace('\u00a0', ' ');
    }
}
