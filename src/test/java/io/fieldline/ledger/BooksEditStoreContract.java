package io.fieldline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

/** What a list of edits has to keep, wherever it keeps it. */
public abstract class BooksEditStoreContract {

    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-02T08:00:00Z");

    protected abstract BooksEditStore edits();

    private static EntryKey entry(String books, long invoice, int part) {
        return new EntryKey(new DocumentKey("acme", books, DocumentKind.INVOICE, invoice), Family.SALE, part);
    }

    @Test
    void anEditComesBackAsItWasKeptTheFirstNoticedFirst() {
        BooksEdit second = new BooksEdit(entry("books", 1, 1), "its total is 2.00, and was 1.00", 3, LATER);
        BooksEdit first = new BooksEdit(entry("books", 2, 0), "it was deleted", 4, FIRST);
        BooksEdit elsewhere = new BooksEdit(entry("other", 2, 0), "it was deleted", 4, FIRST);
        edits().keep(second);
        edits().keep(first);
        edits().keep(elsewhere);

        assertThat(edits().list("acme", "books")).containsExactly(first, second);
        assertThat(edits().list("acme", "other")).containsExactly(elsewhere);
        assertThat(edits().list("summit", "books")).isEmpty();
    }

    @Test
    void aFurtherEditTakesThePlaceAndSinceWhenItDiffersStays() {
        edits().keep(new BooksEdit(entry("books", 1, 0), "its total is 2.00, and was 1.00", 3, FIRST));
        edits().keep(new BooksEdit(entry("books", 1, 0), "it was deleted", 4, LATER));

        assertThat(edits().list("acme", "books"))
                .containsExactly(new BooksEdit(entry("books", 1, 0), "it was deleted", 4, FIRST));
    }

    @Test
    void oneThatIsRemovedLeavesTheOthers() {
        BooksEdit other = new BooksEdit(entry("books", 1, 1), "it was deleted", 4, FIRST);
        edits().keep(new BooksEdit(entry("books", 1, 0), "it was deleted", 4, FIRST));
        edits().keep(other);
        edits().remove(entry("books", 1, 0));
        edits().remove(entry("books", 9, 0));

        assertThat(edits().list("acme", "books")).containsExactly(other);
    }
}
