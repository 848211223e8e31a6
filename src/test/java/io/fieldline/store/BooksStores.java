package io.fieldline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What is kept of books beside the ledger, the same in each kind of store. */
final class BooksStores {

    private BooksStores() {}

    static void assertKept(StateStore store) {
        store.customerLinks().link("acme", "books", 7, "70");
        store.customerLinks().link("acme", "books", 8, "80");
        store.customerLinks().link("acme", "books", 8, "81");
        assertThat(store.customerLinks().find("acme", "books", List.of(7L, 8L, 9L))).isEqualTo(Map.of(7L, "70", 8L, "81"));
        assertThat(store.customerLinks().find("acme", "other", List.of(7L))).isEmpty();
        assertThat(store.customerLinks().linkedTo("acme", "books", "81")).contains(8L);
        assertThat(store.customerLinks().linkedTo("acme", "books", "80")).isEmpty();

        assertThat(store.sealedTokens().find("quickbooks/app/1")).isEmpty();
        store.sealedTokens().keep("quickbooks/app/1", "one");
        store.sealedTokens().keep("quickbooks/app/1", "two");
        assertThat(store.sealedTokens().find("quickbooks/app/1")).contains("two");
        assertThat(store.sealedTokens().find("quickbooks/app/2")).isEmpty();
    }
}
