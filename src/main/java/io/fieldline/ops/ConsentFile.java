package io.fieldline.ops;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.Recipient;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;

/**
 * Written consents in a file of comma-separated values with a header. Columns in any order: <code>number</code> or
 * <code>email</code>, <code>source</code>, <code>date</code>, and <code>customer</code>, which may be missing. What is wrong
 * with a line is noted by line, field and rule.
 */
final class ConsentFile {

    private static final List<String> COLUMNS = List.of("number", "email", "source", "date", "customer");

    /** @param field the column; empty where the line as a whole is wrong */
    record Problem(int line, String field, String rule) {}

    private final List<WrittenConsent> consents = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Integer> badLines = new HashSet<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final String tenant;
    private final String country;
    private final Instant now;

    private ConsentFile(String tenant, String country, Instant now) {
        this.tenant = tenant;
        this.country = country;
        this.now = now;
    }

    /**
     * @param country of numbers without a country code
     * @param optedOut since when, by number or address; an earlier consent is void
     * @throws MisconfiguredException when the header lacks a column or has one that is not known
     */
    static ConsentFile read(String text, String tenant, String country, Map<String, Instant> optedOut, Instant now) {
        List<CsvRows.Row> rows = CsvRows.of(text);
        if (rows.isEmpty()) {
            throw new MisconfiguredException("import-consents: the file is empty; its first line names the columns: "
                    + String.join(", ", COLUMNS));
        }
        List<String> header = rows.get(0).values().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        checkHeader(header);
        ConsentFile file = new ConsentFile(tenant, country, now);
        rows.stream().skip(1).forEach(row -> file.line(header, row, optedOut));
        return file;
    }

    private static void checkHeader(List<String> header) {
        for (String name : header) {
            if (!COLUMNS.contains(name) || header.indexOf(name) != header.lastIndexOf(name)) {
                throw new MisconfiguredException("import-consents: line 1: the column \"" + name
                        + "\" is not known or named twice; known: " + String.join(", ", COLUMNS));
            }
        }
        if (!header.contains("number") && !header.contains("email")) {
            throw new MisconfiguredException("import-consents: line 1: the header must name the column number or email");
        }
        for (String name : List.of("source", "date")) {
            if (!header.contains(name)) {
                throw new MisconfiguredException("import-consents: line 1: the header must name the column " + name);
            }
        }
    }

    List<WrittenConsent> consents() {
        return List.copyOf(consents);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Lines with at least one problem. */
    int badLines() {
        return badLines.size();
    }

    private void line(List<String> header, CsvRows.Row row, Map<String, Instant> optedOut) {
        int line = row.line();
        if (row.values().size() != header.size()) {
            wrong(line, "", "has " + row.values().size() + " values, and the header names " + header.size());
            return;
        }
        Map<String, String> values = new HashMap<>();
        header.forEach(name -> values.put(name, row.values().get(header.indexOf(name))));
        Optional<String> address = address(line, values);
        String source = values.get("source");
        if (source.isBlank()) {
            wrong(line, "source", "must say where the consent was given");
        }
        Optional<Instant> date = date(line, values.get("date"));
        long customer = customer(line, values.getOrDefault("customer", ""));
        if (badLines.contains(line)) {
            return;
        }
        Instant stopped = optedOut.get(address.get());
        Integer before = lines.putIfAbsent(address.get(), line);
        if (before != null) {
            wrong(line, "", "is about the same number or address as line " + before);
        } else if (stopped != null && !date.get().isAfter(stopped)) {
            wrong(line, "date",
                    "is before " + stopped + ", when the recipient asked to stop, which ended every earlier consent");
        } else {
            consents.add(new WrittenConsent(tenant, address.get(), customer, source, date.get()));
        }
    }

    private Optional<String> address(int line, Map<String, String> values) {
        String number = values.getOrDefault("number", "");
        String email = values.getOrDefault("email", "");
        if (number.isBlank() == email.isBlank()) {
            wrong(line, number.isBlank() ? "number" : "email", "one of number and email must be given, and not both");
            return Optional.empty();
        }
        Optional<Recipient> recipient = number.isBlank() ? Recipient.email(email) : Recipient.number(number, country);
        if (recipient.isEmpty()) {
            wrong(line, number.isBlank() ? "email" : "number", number.isBlank()
                    ? "must be a whole address"
                    : "must be a whole number that can be texted, such as +13125550142");
        }
        return recipient.map(Recipient::address);
    }

    private Optional<Instant> date(int line, String text) {
        try {
            Instant given = text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            if (!given.isAfter(now)) {
                return Optional.of(given);
            }
            wrong(line, "date", "must be when the consent was given, so not " + text);
        } catch (DateTimeException notADate) {
            wrong(line, "date", "must be a date such as 2026-01-31, or a moment such as 2026-01-31T15:00:00Z, not \"" + text
                    + "\"");
        }
        return Optional.empty();
    }

    private long customer(int line, String text) {
        if (text.isBlank()) {
            return 0;
        }
        if (!text.matches("[1-9]\\d{0,17}")) {
            wrong(line, "customer", "must be the customer's id in ServiceTitan, or empty");
            return 0;
        }
        return Long.parseLong(text);
    }

    private void wrong(int line, String field, String rule) {
        problems.add(new Problem(line, field, rule));
        badLines.add(line);
    }
}
