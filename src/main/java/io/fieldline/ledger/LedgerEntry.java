package io.fieldline.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One document in the books and what it holds, as the books confirmed it.
 *
 * @param content signed; empty when the document is void, or not there yet
 * @param date on which it stands; that of a void one is the last it had
 * @param ref empty until the books confirmed it for the first time, and again once they removed it
 * @param revision how many writes came to an end
 * @param intent a write that is under way
 * @param adopted whether it was in the books before; then it is settled here, and never changed or counted
 */
public record LedgerEntry(EntryKey key, Form form, Optional<Content> content, LocalDate date, Optional<BooksRef> ref,
        int revision, Optional<Intent> intent, boolean adopted) {

    private static final int REQUEST_ID_BYTES = 20;

    static LedgerEntry coming(EntryKey key, Content content) {
        return new LedgerEntry(key, content.form(), Optional.empty(), content.header().date(), Optional.empty(), 0,
                Optional.empty(), false);
    }

    static LedgerEntry adopted(EntryKey key, long customer, String number, Books.FoundInvoice found) {
        Header header = new Header(customer, found.date(), Optional.empty(), number, "", Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Content open = Content.sale(header, List.of(Line.money(found.open())), Cents.ZERO);
        return new LedgerEntry(key, Form.INVOICE, Optional.of(open), found.date(), Optional.of(found.ref()), 1,
                Optional.empty(), true);
    }

    /** Whether the books hold something by it. */
    public boolean stands() {
        return content.isPresent();
    }

    /** @param wanted empty to void it */
    LedgerEntry intending(Optional<Content> wanted) {
        return new LedgerEntry(key, form, content, date, ref, revision, Optional.of(new Intent(wanted, requestId())),
                adopted);
    }

    /** Nobody knows what became of the write under way. */
    LedgerEntry doubted(Instant now) {
        return new LedgerEntry(key, form, content, date, ref, revision, intent.map(one -> one.doubted(now)), adopted);
    }

    /** The write under way was made. */
    LedgerEntry confirmed(BooksRef confirmed) {
        Optional<Content> now = intent.orElseThrow().content();
        return new LedgerEntry(key, form, now, now.map(one -> one.header().date()).orElse(date), Optional.of(confirmed),
                revision + 1, Optional.empty(), adopted);
    }

    /** The write under way took the document out of the books. */
    LedgerEntry removed() {
        return new LedgerEntry(key, form, Optional.empty(), date, Optional.empty(), revision + 1, Optional.empty(), adopted);
    }

    /** The write under way was refused, for good. The revision counts it, because its request id is used up. */
    LedgerEntry refused() {
        return new LedgerEntry(key, form, content, date, ref, revision + 1, Optional.empty(), adopted);
    }

    private String requestId() {
        String name = String.join("|", key.source().tenant(), key.source().books(), key.source().kind().name(),
                Long.toString(key.source().id()), key.family().name(), Integer.toString(key.part()),
                Integer.toString(revision));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, REQUEST_ID_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
