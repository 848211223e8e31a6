package io.fieldline.ledger.coding;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.DocumentParser;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Fields;
import io.fieldline.tenant.Secrets;

/** Reads a coding out of its document, or says all that is wrong with it. */
public final class CodingReader {

    private static final String FROM = "from";
    private static final Map<String, List<String>> CONDITIONS = Map.of("items",
            List.of("sku", "category", "account", "type", "membership", "businessUnit"), "units", List.of("businessUnit"),
            "taxes", List.of("zone"), "payments", List.of("type"), "terms", List.of("name"), "bankDeposits",
            List.of("bankAccount"));
    private static final Map<String, List<String>> GIVEN = Map.of("items", List.of("item", "recognized"), "units",
            List.of("class", "location"), "taxes", List.of("code"), "payments", List.of("method", "depositTo", "refundItem"),
            "terms", List.of("terms"), "bankDeposits", List.of("account", "feeAccount"));
    private static final Map<String, String> REQUIRED = Map.of("items", "item", "taxes", "code", "payments", "depositTo",
            "terms", "terms", "bankDeposits", "account");

    private final List<DocumentProblem> problems = new ArrayList<>();
    private final Fields fields = new Fields(new Secrets(List.of()), problems);

    private CodingReader() {}

    /** A coding, or all that is wrong with it. */
    public record Outcome(Optional<Coding> coding, List<DocumentProblem> problems) {}

    /** @param file its name, for messages */
    public static Outcome read(String file, byte[] content) {
        CodingReader reader = new CodingReader();
        Optional<Coding> coding = new DocumentParser(file, reader.problems).parse(content).map(reader::coding);
        return new Outcome(coding.filter(whole -> reader.problems.isEmpty()), List.copyOf(reader.problems));
    }

    private Coding coding(Mapping document) {
        fields.onlyKnown(document, Stream.concat(Stream.of("cutOver", "finalized", "closedPeriods", "customers"),
                CONDITIONS.keySet().stream().sorted()).toList());
        LocalDate cutOver = fields.required(document, "cutOver", "must be given: nothing from before that day is posted")
                ? day(document.get("cutOver")).orElse(LocalDate.MAX)
                : LocalDate.MAX;
        String finality = word(document, "finalized", Arrays.stream(Finality.values()).map(Finality::word).toList());
        return new Coding(cutOver, Arrays.stream(Finality.values()).filter(one -> one.word().equals(finality)).findFirst()
                .orElse(Finality.POSTED), word(document, "closedPeriods", List.of("correct", "wait")).equals("correct"),
                word(document, "customers", List.of("create", "find")).equals("create"), table(document, "items"),
                table(document, "units"), table(document, "taxes"), table(document, "payments"), table(document, "terms"),
                table(document, "bankDeposits"));
    }

    /** The first one where none is written. */
    private String word(Mapping document, String name, List<String> known) {
        if (!Fields.isPresent(document, name)) {
            return known.get(0);
        }
        return fields.text(document.get(name)).flatMap(written -> known.contains(written)
                ? Optional.of(written)
                : fields.<String>refused(document.get(name), "must be one of " + String.join(", ", known)))
                .orElse(known.get(0));
    }

    private Optional<LocalDate> day(DocumentNode node) {
        return fields.text(node).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException notADay) {
                return fields.refused(node, "must be a day, such as 2026-11-01");
            }
        });
    }

    private CodingTable table(Mapping document, String name) {
        if (!Fields.isPresent(document, name)) {
            return new CodingTable(List.of());
        }
        if (!(document.get(name) instanceof Sequence list)) {
            fields.refuse(document.placeOf(name), "must be a list of rows");
            return new CodingTable(List.of());
        }
        List<CodingRow> rows = new ArrayList<>();
        for (DocumentNode item : list.items()) {
            row(name, item).ifPresent(row -> {
                if (rows.stream().anyMatch(earlier -> earlier.hides(row))) {
                    fields.refuse(item.place(), "never counts: a row above it is for the same, from the same day or an"
                            + " earlier one; the newer one must come first");
                }
                rows.add(row);
            });
        }
        return new CodingTable(rows);
    }

    private Optional<CodingRow> row(String table, DocumentNode item) {
        if (!(item instanceof Mapping row)) {
            return fields.refused(item, "must be a row, such as { "
                    + Stream.concat(CONDITIONS.get(table).stream().limit(1), GIVEN.get(table).stream().limit(1))
                            .map(one -> one + ": ...").collect(Collectors.joining(", "))
                    + " }");
        }
        fields.onlyKnown(row, Stream.of(CONDITIONS.get(table), GIVEN.get(table), List.of(FROM)).flatMap(List::stream).toList());
        Map<String, String> when = texts(row, CONDITIONS.get(table));
        Map<String, String> gives = texts(row, GIVEN.get(table));
        if (CONDITIONS.get(table).stream().noneMatch(name -> Fields.isPresent(row, name))) {
            fields.refuse(row.place(), "must say what it is for: " + String.join(", ", CONDITIONS.get(table)));
        }
        String required = REQUIRED.get(table);
        if (required == null
                ? GIVEN.get(table).stream().noneMatch(name -> Fields.isPresent(row, name))
                : !Fields.isPresent(row, required)) {
            fields.refuse(row.place(),
                    "must say what stands for it in the books: " + (required == null ? "class or location" : required));
        }
        if (gives.containsKey("recognized") && !gives.get("recognized").equals("at-sale")) {
            fields.refuse(row.placeOf("recognized"),
                    "must be at-sale: the membership is income when it is sold, and not deferred");
        }
        if (gives.containsKey("recognized") && !when.containsKey("membership")) {
            fields.refuse(row.placeOf("recognized"), "can only be said of a membership: give the row membership: any, or"
                    + " the id of one");
        }
        return Optional.of(new CodingRow(when, gives,
                Fields.isPresent(row, FROM) ? day(row.get(FROM)) : Optional.empty()));
    }

    private Map<String, String> texts(Mapping row, List<String> names) {
        Map<String, String> texts = new LinkedHashMap<>();
        names.stream().filter(name -> Fields.isPresent(row, name))
                .forEach(name -> fields.text(row.get(name)).ifPresent(text -> texts.put(name, text)));
        return texts;
    }
}
