package io.fieldline.ledger.suggest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.What;

/**
 * A first coding, in the form in which a tenant keeps it: a row for what has a match by name, and a comment with what has to
 * be filled in for what has none. Rows in comments do not count, so what they are for waits in quarantine. Only where no
 * business unit has a match, and the books keep classes or locations, do the rows stand open and the document is refused:
 * without the list documents would be posted without a class.
 *
 * @param document the file
 * @param counts what was found, by list
 */
public record FirstCoding(String document, List<Count> counts) {

    public FirstCoding {
        counts = List.copyOf(counts);
    }

    /** @param found of how many things something was found */
    public record Count(String list, int found, int things) {}

    /** Whether nothing is left to fill in. */
    public boolean complete() {
        return counts.stream().allMatch(one -> one.found() == one.things());
    }

    /** @param cutOver the first day of documents that are to be posted */
    public static FirstCoding of(InUse inUse, BooksCatalogue books, LocalDate cutOver) {
        return new Proposing(books).propose(inUse, cutOver);
    }

    private static final class Proposing {

        private final BooksCatalogue books;

        Proposing(BooksCatalogue books) {
            this.books = books;
        }

        FirstCoding propose(InUse inUse, LocalDate cutOver) {
            List<Section> sections = List.of(new ItemRows(names(What.ITEM), books).section(inUse),
                    units(inUse.businessUnits()), taxes(inUse.taxZones()), payments(inUse.paymentTypes()),
                    terms(inUse.terms()));
            List<String> lines = new ArrayList<>(List.of("# A first coding, by the names in both systems. Look at every row.",
                    "cutOver: " + cutOver + "                # nothing from before that day is posted",
                    "finalized: posted                  # or batched, reviewed, paid, completed",
                    "closedPeriods: correct             # or wait",
                    "customers: create                  # or find"));
            sections.forEach(section -> {
                if (!section.rows().isEmpty()) {
                    lines.add("");
                    lines.addAll(section.lines());
                }
            });
            return new FirstCoding(String.join("\n", lines) + "\n", sections.stream()
                    .map(section -> new Count(section.name(), section.found(), section.things())).toList());
        }

        /** Each thing once, however many names it has. */
        private List<String> names(What what) {
            return books.names(what).stream().map(name -> books.full(what, name)).distinct().sorted().toList();
        }

        private Section units(List<String> businessUnits) {
            Collection<String> classes = names(What.CLASS);
            Collection<String> locations = names(What.LOCATION);
            if (classes.isEmpty() && locations.isEmpty()) {
                return Section.of("units", List.of(), false);
            }
            List<Row> rows = businessUnits.stream().map(unit -> {
                Map<String, String> gives = new LinkedHashMap<>();
                NameMatch.best(List.of(unit), classes).ifPresent(one -> gives.put("class", one));
                NameMatch.within(List.of(unit), locations).ifPresent(one -> gives.put("location", one));
                boolean lacks = !classes.isEmpty() && !gives.containsKey("class") || gives.isEmpty();
                return new Row(Map.of("businessUnit", unit), gives, lacks ? classes.isEmpty() ? "location" : "class" : "",
                        lacks ? NameMatch.candidates(List.of(unit), classes.isEmpty() ? locations : classes) : List.of(), "");
            }).toList();
            return Section.of("units", rows, rows.stream().noneMatch(Row::complete));
        }

        private Section taxes(List<List<String>> zones) {
            List<Row> rows = zones.stream().map(zone -> row("zone", zone.get(0), zone, "code", names(What.TAX_CODE))).toList();
            List<Row> all = new ArrayList<>(rows);
            // A credit memo has no zone, only the name of its sales tax code.
            for (int at = 0; at < zones.size(); at++) {
                Row row = rows.get(at);
                zones.get(at).stream().skip(1).filter(name -> zones.stream().filter(zone -> zone.contains(name)).count() == 1)
                        .forEach(name -> all.add(new Row(Map.of("zone", name), row.gives(), row.missing(), row.candidates(),
                                "the same on credit memos")));
            }
            return new Section("taxes", all, (int) rows.stream().filter(Row::complete).count(), zones.size(), false);
        }

        private Section terms(List<String> terms) {
            return Section.of("terms", terms.stream()
                    .map(one -> row("name", one, List.of(one), "terms", names(What.TERMS))).toList(), false);
        }

        private Section payments(List<String> types) {
            Optional<String> account = NameMatch.best(List.of("Undeposited Funds", "Payments to deposit"), names(What.ACCOUNT));
            Optional<String> refund = NameMatch.best(List.of("Refund", "Refunds"), names(What.ITEM));
            List<Row> rows = types.stream().map(type -> {
                Map<String, String> gives = new LinkedHashMap<>();
                NameMatch.best(List.of(type), names(What.METHOD)).ifPresent(one -> gives.put("method", one));
                account.ifPresent(one -> gives.put("depositTo", one));
                refund.ifPresent(one -> gives.put("refundItem", one));
                if (account.isEmpty()) {
                    return new Row(Map.of("type", type), gives, "depositTo",
                            NameMatch.candidates(List.of("Undeposited Funds", "Checking"), names(What.ACCOUNT)), "");
                }
                return gives.containsKey("method")
                        ? Row.found(Map.of("type", type), gives, "")
                        : new Row(Map.of("type", type), gives, "method",
                                NameMatch.candidates(List.of(type), names(What.METHOD)), "");
            }).toList();
            return Section.of("payments", rows, false);
        }

        private static Row row(String condition, String name, List<String> names, String given, Collection<String> known) {
            Map<String, String> when = Map.of(condition, name);
            return NameMatch.best(names, known).map(one -> Row.found(when, Map.of(given, one), ""))
                    .orElseGet(() -> new Row(when, Map.of(), given, NameMatch.candidates(names, known), ""));
        }
    }
}
