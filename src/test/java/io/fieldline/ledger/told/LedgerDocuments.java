package io.fieldline.ledger.told;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Intent;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;

/** Entries of the ledger as posting leaves them. */
public final class LedgerDocuments {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

    private LedgerDocuments() {}

    static DocumentKey key(DocumentKind kind, long id) {
        return new DocumentKey("acme", "books", kind, id);
    }

    static DocumentKey invoice(long id) {
        return key(DocumentKind.INVOICE, id);
    }

    /** @param part 0, or that of a correction */
    static LedgerEntry posted(DocumentKey key, int part, String id, String number) {
        return entry(key, part, Optional.of(content(key)), Optional.of(new BooksRef(id, number, "0")), Optional.empty(), false);
    }

    public static LedgerEntry posted(DocumentKey key, String id, String number) {
        return posted(key, 0, id, number);
    }

    static LedgerEntry voided(DocumentKey key, String id, String number) {
        return entry(key, 0, Optional.empty(), Optional.of(new BooksRef(id, number, "1")), Optional.empty(), false);
    }

    static LedgerEntry underWay(DocumentKey key) {
        return entry(key, 0, Optional.empty(), Optional.empty(), Optional.of(new Intent(Optional.of(content(key)), "r1")),
                false);
    }

    static LedgerEntry adopted(DocumentKey key) {
        return entry(key, 0, Optional.of(content(key)), Optional.of(new BooksRef("9", "9", "0")), Optional.empty(), true);
    }

    private static LedgerEntry entry(DocumentKey key, int part, Optional<Content> content, Optional<BooksRef> ref,
            Optional<Intent> intent, boolean adopted) {
        Family family = content(key).family();
        return new LedgerEntry(new EntryKey(key, family, part), Form.of(family, BigDecimal.ONE), content, DAY, ref, 1, intent,
                adopted);
    }

    private static Content content(DocumentKey key) {
        Header header = new Header(1, DAY, Optional.empty(), "1001", "", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        List<Line> lines = List.of(Line.money(new BigDecimal("10.00")));
        return key.kind() == DocumentKind.PAYMENT
                ? Content.settlement(header, new BigDecimal("10.00"))
                : Content.sale(header, lines, new BigDecimal("0.00"));
    }
}
