package io.fieldline.ledger.told;

import static io.fieldline.ledger.told.LedgerDocuments.adopted;
import static io.fieldline.ledger.told.LedgerDocuments.invoice;
import static io.fieldline.ledger.told.LedgerDocuments.key;
import static io.fieldline.ledger.told.LedgerDocuments.posted;
import static io.fieldline.ledger.told.LedgerDocuments.underWay;
import static io.fieldline.ledger.told.LedgerDocuments.voided;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.told.Telling.State;

/** What every store of what ServiceTitan is to be told of the ledger keeps to. */
public abstract class TellingStoreContract {

    protected static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

    protected abstract TellingStore store();

    protected abstract LedgerStore ledger();

    private List<Telling> due(Way way) {
        store().want("acme", "books", way, NOON, 100);
        return store().due("acme", "books", way, NOON, 1_000);
    }

    @Test
    void onlyWhatStandsInTheBooksByAnEntryOfItsOwnIsWanted() {
        ledger().keep(List.of(posted(invoice(1), "11", "1001"), voided(invoice(2), "12", "1002"), underWay(invoice(3)),
                adopted(invoice(4)), posted(key(DocumentKind.PAYMENT, 5), "15", "P5"),
                posted(key(DocumentKind.CREDIT_MEMO, 6), "16", "C6")));
        assertThat(due(Way.MARKED)).extracting(Telling::key).containsExactlyInAnyOrder(invoice(1),
                key(DocumentKind.PAYMENT, 5), key(DocumentKind.CREDIT_MEMO, 6));
        assertThat(due(Way.EXPORT_ID)).extracting(Telling::key).containsExactly(invoice(1));
        assertThat(store().due("acme", "other", Way.MARKED, NOON, 9)).isEmpty();
        assertThat(store().due("acme", "books", Way.MARKED, NOON.minusSeconds(1), 9)).isEmpty();
    }

    @Test
    void whatWasKeptTogetherIsWantedSomeAtATimeUntilNoneIsLeft() {
        ledger().keep(LongStream.rangeClosed(1, 25).mapToObj(id -> posted(invoice(id), "1" + id, "" + id)).toList());
        ledger().keep(List.of(posted(invoice(26), "126", "26")));
        for (int look = 0; look < 3; look++) {
            store().want("acme", "books", Way.MARKED, NOON, 10);
        }
        Set<Long> wanted = new TreeSet<>();
        store().due("acme", "books", Way.MARKED, NOON, 100).forEach(telling -> wanted.add(telling.key().id()));
        assertThat(wanted).hasSize(26);
        store().want("acme", "books", Way.MARKED, NOON.plusSeconds(60), 10);
        assertThat(store().due("acme", "books", Way.MARKED, NOON, 100)).as("looked at once").hasSize(26);
    }

    @Test
    void whatEndedIsWantedAgainWhenTheDocumentIsKeptAgain() {
        ledger().keep(List.of(posted(invoice(1), "11", "1001")));
        Telling first = due(Way.MARKED).get(0);
        store().sending(List.of(first.sending("11/1001", NOON)));
        store().settle(List.of(first.done("11/1001", NOON)));
        assertThat(due(Way.MARKED)).isEmpty();

        ledger().keep(List.of(posted(invoice(1), "12", "1001")));
        Telling second = due(Way.MARKED).get(0);
        assertThat(second.told()).isEqualTo("11/1001");
        assertThat(second.sent()).isEqualTo("11/1001");
        assertThat(second.sentAt()).contains(NOON);
        assertThat(second.attempts()).isZero();
        assertThat(second.position()).isGreaterThan(first.position());
    }

    @Test
    void whoCarriedOutSomethingOlderDoesNotEndTheNewer() {
        ledger().keep(List.of(posted(invoice(1), "11", "1001")));
        Telling older = due(Way.MARKED).get(0);
        ledger().keep(List.of(posted(invoice(1), "12", "1001")));
        Telling newer = due(Way.MARKED).get(0);
        store().settle(List.of(older.done("11/1001", NOON)));
        assertThat(due(Way.MARKED)).containsExactly(newer);
        store().settle(List.of(newer.done("12/1001", NOON)));
        store().settle(List.of(newer.again(NOON, "late", NOON)));
        assertThat(due(Way.MARKED)).as("ended once").isEmpty();
    }

    @Test
    void refusalsAreListedFirstAndCountAsTrouble() {
        ledger().keep(List.of(posted(invoice(1), "11", "1001"), posted(invoice(2), "12", "1002"),
                posted(invoice(3), "13", "1003")));
        List<Telling> due = new ArrayList<>(due(Way.MARKED));
        store().settle(List.of(due.get(0).done("11/1001", NOON), due.get(1).refused("it is locked", NOON),
                due.get(2).again(NOON.plusSeconds(60), "ServiceTitan is away", NOON)));
        assertThat(store().list("acme", null, 9)).extracting(Telling::state).containsExactly(State.REFUSED, State.WAITING,
                State.DONE);
        assertThat(store().list(null, State.DONE, 9)).extracting(Telling::key).containsExactly(due.get(0).key());
        assertThat(store().list("other", null, 9)).isEmpty();
        assertThat(store().troubled("acme", 9)).extracting(Telling::problem).containsExactlyInAnyOrder("it is locked",
                "ServiceTitan is away");
        assertThat(store().due("acme", "books", Way.MARKED, NOON.plusSeconds(60), 9)).extracting(Telling::key)
                .containsExactly(due.get(2).key());
    }
}
