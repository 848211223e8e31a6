package io.fieldline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;
import io.fieldline.sync.pair.PairLinkStore;
import io.fieldline.sync.pair.Sent;

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
        assertThatPairsAndLinksAreTheSame(store);

        assertThat(store.sealedTokens().find("quickbooks/app/1")).isEmpty();
        store.sealedTokens().keep("quickbooks/app/1", "one");
        store.sealedTokens().keep("quickbooks/app/1", "two");
        assertThat(store.sealedTokens().find("quickbooks/app/1")).contains("two");
        assertThat(store.sealedTokens().find("quickbooks/app/2")).isEmpty();
    }

    private static void assertThatPairsAndLinksAreTheSame(StateStore store) {
        PairLinkStore pairs = store.pairs().links();
        PairKey key = new PairKey("acme", "customer", "books");
        assertThat(pairs.byServiceTitan(key, List.of("8"))).singleElement()
                .satisfies(link -> assertThat(link.neverAgreed()).isTrue());

        Instant now = Instant.parse("2026-05-01T08:00:00Z");
        PairLink settled = PairLink.linked(key, "8", "81", now).settled(Map.of("Customer.DisplayName", "Ada"), "v1", "3", now);
        pairs.save(List.of(settled, PairLink.linked(key, "9", "90", now),
                PairLink.creating(key, "10", null, Sent.NOTHING, now)));
        store.customerLinks().link("acme", "books", 8, "81");
        assertThat(pairs.byServiceTitan(key, List.of("8"))).as("what was agreed on stays").containsExactly(settled);
        assertThat(store.customerLinks().find("acme", "books", List.of(9L, 10L))).isEqualTo(Map.of(9L, "90"));
        store.customerLinks().link("acme", "books", 11, "90");
        assertThat(store.customerLinks().find("acme", "books", List.of(9L, 11L))).isEqualTo(Map.of(11L, "90"));
    }
}
