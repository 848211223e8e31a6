package io.fieldline.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.ledger.Applied;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Intent;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;

/** Entries of the ledger as rows. Amounts and days are text, so that they come back as they were. */
final class LedgerRows {

    static final String COLUMNS = "tenant, books, source, family, part, form, content, day, ref_id, ref_number, ref_version, "
            + "revision, intent, adopted, position";

    private LedgerRows() {}

    /** One for each of the columns. */
    static Object[] values(LedgerEntry entry, long position) {
        DocumentKey source = entry.key().source();
        return new Object[]{source.tenant(), source.books(), text(source), entry.key().family().name(), entry.key().part(),
                entry.form().name(), entry.content().map(LedgerRows::text).orElse(null), entry.date().toString(),
                entry.ref().map(BooksRef::id).orElse(null), entry.ref().map(BooksRef::number).orElse(null),
                entry.ref().map(BooksRef::version).orElse(null), entry.revision(),
                entry.intent().map(LedgerRows::text).orElse(null), entry.adopted() ? 1 : 0, position };
    }

    static LedgerEntry entry(ResultSet row) throws SQLException {
        String content = row.getString("content");
        String id = row.getString("ref_id");
        String intent = row.getString("intent");
        EntryKey key = new EntryKey(source(row.getString("tenant"), row.getString("books"), row.getString("source")),
                Family.valueOf(row.getString("family")), row.getInt("part"));
        return new LedgerEntry(key, Form.valueOf(row.getString("form")),
                Optional.ofNullable(content).map(text -> content(key, JsonValues.map(text))),
                LocalDate.parse(row.getString("day")),
                id == null
                        ? Optional.empty()
                        : Optional.of(new BooksRef(id, row.getString("ref_number"), row.getString("ref_version"))),
                row.getInt("revision"), Optional.ofNullable(intent).map(text -> intent(key, JsonValues.map(text))),
                row.getInt("adopted") == 1);
    }

    /** @return such as <code>INVOICE/4711</code> */
    static String text(DocumentKey key) {
        return key.kind().name() + "/" + key.id();
    }

    static DocumentKey source(String tenant, String books, String text) {
        int slash = text.indexOf('/');
        return new DocumentKey(tenant, books, DocumentKind.valueOf(text.substring(0, slash)),
                Long.parseLong(text.substring(slash + 1)));
    }

    /** What is settled, or taken to the bank, is a document's own amount and never an application. */
    static EntryKey target(DocumentKey source, int part) {
        return new EntryKey(source, source.kind().family(), part);
    }

    static String gaps(List<Gap> gaps) {
        return JsonValues.text(Map.of("gaps", gaps.stream().map(gap -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("what", gap.what());
            values.put("name", gap.name());
            values.put("reason", gap.reason());
            gap.suggestion().ifPresent(suggestion -> values.put("suggestion", suggestion));
            gap.content().ifPresent(content -> values.put("content", content));
            return values;
        }).toList()));
    }

    static List<Gap> gaps(String text) {
        return list(JsonValues.map(text), "gaps").stream().map(gap -> new Gap((String) gap.get("what"),
                (String) gap.get("name"), (String) gap.get("reason"), optional(gap, "suggestion"), optional(gap, "content")))
                .toList();
    }

    private static String text(Content content) {
        return JsonValues.text(values(content));
    }

    private static String text(Intent intent) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("requestId", intent.requestId());
        intent.content().ifPresent(content -> values.put("content", values(content)));
        intent.doubt().ifPresent(doubt -> {
            values.put("doubtedSince", TimeText.of(doubt.since()));
            values.put("doubted", doubt.times());
        });
        return JsonValues.text(values);
    }

    @SuppressWarnings("unchecked")
    private static Intent intent(EntryKey key, Map<String, Object> values) {
        return new Intent(Optional.ofNullable((Map<String, Object>) values.get("content")).map(one -> content(key, one)),
                (String) values.get("requestId"), optional(values, "doubtedSince").map(TimeText::parse)
                        .map(since -> new Intent.Doubt(since, ((Long) values.get("doubted")).intValue())));
    }

    private static Map<String, Object> values(Content content) {
        Header header = content.header();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("customer", header.customer());
        values.put("date", header.date().toString());
        header.due().ifPresent(due -> values.put("due", due.toString()));
        values.put("number", header.number());
        values.put("memo", header.memo());
        header.terms().ifPresent(terms -> values.put("terms", terms));
        header.location().ifPresent(location -> values.put("location", location));
        header.taxCode().ifPresent(code -> values.put("taxCode", code));
        header.method().ifPresent(method -> values.put("method", method));
        header.account().ifPresent(account -> values.put("account", account));
        header.refundItem().ifPresent(item -> values.put("refundItem", item));
        values.put("lines", content.lines().stream().map(LedgerRows::values).toList());
        values.put("tax", content.tax().toPlainString());
        values.put("applied", content.applied().stream().map(LedgerRows::values).toList());
        return values;
    }

    private static Map<String, Object> values(Line line) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("item", line.item());
        values.put("class", line.itemClass());
        values.put("taxed", line.taxed());
        values.put("amount", line.amount().toPlainString());
        values.put("description", line.description());
        line.quantity().ifPresent(quantity -> values.put("quantity", quantity.toPlainString()));
        return values;
    }

    private static Map<String, Object> values(Applied applied) {
        return Map.of("target", text(applied.target().source()), "part", applied.target().part(), "amount",
                applied.amount().toPlainString());
    }

    private static Content content(EntryKey key, Map<String, Object> values) {
        Header header = new Header((Long) values.get("customer"), LocalDate.parse((String) values.get("date")),
                optional(values, "due").map(LocalDate::parse), (String) values.get("number"), (String) values.get("memo"),
                optional(values, "terms"), optional(values, "location"), optional(values, "taxCode"),
                optional(values, "method"), optional(values, "account"), optional(values, "refundItem"));
        List<Line> lines = list(values, "lines").stream().map(line -> new Line((String) line.get("item"),
                (String) line.get("class"), (Boolean) line.get("taxed"), new BigDecimal((String) line.get("amount")),
                (String) line.get("description"), optional(line, "quantity").map(BigDecimal::new))).toList();
        List<Applied> applied = list(values, "applied").stream().map(one -> new Applied(
                target(source(key.source().tenant(), key.source().books(), (String) one.get("target")),
                        ((Long) one.get("part")).intValue()),
                new BigDecimal((String) one.get("amount")))).toList();
        return new Content(key.family(), header, lines, new BigDecimal((String) values.get("tax")), applied);
    }

    private static Optional<String> optional(Map<String, Object> values, String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> values, String name) {
        return (List<Map<String, Object>>) values.get(name);
    }
}
