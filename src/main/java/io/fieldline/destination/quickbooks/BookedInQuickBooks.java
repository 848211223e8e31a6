package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Form;

/** Reads the company's invoices, credit memos, payments, refund receipts and deposits, whoever wrote them. */
final class BookedInQuickBooks implements BookedDocument.Reader {

    /** So few that a query's address does not become too long. */
    private static final int AT_ONCE = 100;

    private final Queries queries;
    private final Catalogue catalogue;
    private final String books;

    /** @param books the connection's name */
    BookedInQuickBooks(Queries queries, Catalogue catalogue, String books) {
        this.queries = queries;
        this.catalogue = catalogue;
        this.books = books;
    }

    @Override
    public List<BookedDocument> between(LocalDate from, LocalDate until) {
        String days = "TxnDate >= " + Queries.quoted(from.toString()) + " and TxnDate <= " + Queries.quoted(until.toString());
        return Arrays.stream(DocumentType.values())
                .flatMap(type -> queries.all(type.word(), days).stream()
                        .filter(row -> type != DocumentType.DEPOSIT || takesPayments(row)).map(row -> document(type, row)))
                .toList();
    }

    /** Money can come to the bank from elsewhere, too. */
    private static boolean takesPayments(JsonNode deposit) {
        return DocumentKeys.in(deposit).isPresent()
                || deposit.path("Line").valueStream().anyMatch(line -> !line.path("LinkedTxn").isEmpty());
    }

    @Override
    public List<BookedDocument> find(Form form, Collection<String> ids) {
        DocumentType type = DocumentType.of(form);
        List<String> all = ids.stream().distinct().toList();
        List<BookedDocument> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            String some = Queries.list(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
            queries.all(type.word(), "Id in " + some).forEach(row -> found.add(document(type, row)));
        }
        return found;
    }

    private BookedDocument document(DocumentType type, JsonNode row) {
        Form form = type.form(row);
        return new BookedDocument(form, DocumentLookup.ref(type, row),
                DocumentKeys.in(row).map(key -> key.entry(books, form)), LocalDate.parse(row.path("TxnDate").asText()),
                row.path("CustomerRef").path("value").asText(), Held.total(row), amount(row.path("TxnTaxDetail"), "TotalTax"),
                account(row.path("DepositToAccountRef")), named(What.LOCATION, row.path("DepartmentRef")),
                named(What.TAX_CODE, row.path("TxnTaxDetail").path("TxnTaxCodeRef")),
                type.sellsItems() ? lines(row) : List.of());
    }

    private List<BookedDocument.BookedLine> lines(JsonNode row) {
        List<BookedDocument.BookedLine> lines = new ArrayList<>();
        row.path("Line").forEach(line -> single(line).forEach(one -> line(one).ifPresent(lines::add)));
        return lines;
    }

    /** A group's lines stand inside it. */
    private static Stream<JsonNode> single(JsonNode line) {
        List<JsonNode> inner = new ArrayList<>();
        line.path("GroupLineDetail").path("Line").forEach(inner::add);
        return inner.isEmpty() ? Stream.of(line) : inner.stream();
    }

    private Optional<BookedDocument.BookedLine> line(JsonNode line) {
        JsonNode item = line.path("SalesItemLineDetail");
        JsonNode discount = line.path("DiscountLineDetail");
        if (item.isObject()) {
            String account = item.path("ItemAccountRef").has("value")
                    ? account(item.path("ItemAccountRef"))
                    : catalogue.incomeAccount(item.path("ItemRef").path("value").asText()).flatMap(catalogue::accountName)
                            .orElse("");
            return Optional.of(new BookedDocument.BookedLine(named(What.ITEM, item.path("ItemRef")), account,
                    named(What.CLASS, item.path("ClassRef")), amount(line, "Amount")));
        }
        return discount.isObject()
                ? Optional.of(new BookedDocument.BookedLine("", account(discount.path("DiscountAccountRef")),
                        named(What.CLASS, discount.path("ClassRef")), amount(line, "Amount").negate()))
                : Optional.empty();
    }

    private String account(JsonNode reference) {
        String id = reference.path("value").asText("");
        return catalogue.accountName(id).orElse(named(reference));
    }

    /** By its whole path, which is what a coding's names come to as well. */
    private String named(What what, JsonNode reference) {
        return catalogue.path(what, reference.path("value").asText("")).orElseGet(() -> named(reference));
    }

    private static String named(JsonNode reference) {
        return reference.path("name").asText(reference.path("value").asText(""));
    }

    private static BigDecimal amount(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isEmpty() ? new BigDecimal("0.00") : new BigDecimal(text).setScale(2);
    }
}
