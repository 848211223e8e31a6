package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.Verdict;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;

/**
 * Taxes that the company works out by itself, while answers are lost, request ids forgotten and processes end: a document stands in
 * the books with the total that the ledger has, or it is in quarantine.
 */
class AutomatedTaxTest {

    private static final int INVOICES = 6;
    private static final int TURNS = 25;
    private static final FaultRates LOST = FaultRates.parse("connection-reset=0.15");

    @TempDir
    Path folder;

    private final Random random = new Random(20261117);
    private final Map<Long, Optional<Content>> wanted = new HashMap<>();
    private LocalCompany local;
    private LedgerStore ledger;
    private int untilTheEnd;

    /** The process ends: nothing after it runs. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() {
            super("killed", null, false, false);
        }
    }

    @ParameterizedTest
    @EnumSource(QuickBooksSettings.Tax.class)
    void theLedgerAndTheBooksHaveOneTotalOfWhatIsNotInQuarantine(QuickBooksSettings.Tax tax) {
        try (LocalCompany company = new LocalCompany(folder, LocalCompany.UNLIMITED.withTax(tax))) {
            local = company;
            ledger = ending(company.store.ledger());
            for (long id = 1; id <= INVOICES; id++) {
                wanted.put(id, Optional.of(content(id)));
            }
            for (int turn = 0; turn < TURNS; turn++) {
                long id = 1 + random.nextInt(INVOICES);
                wanted.put(id, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(content(id)));
                local.quickBooks.faults(LOST, LOST);
                untilTheEnd = random.nextBoolean() ? random.nextInt(8) : -1;
                if (random.nextInt(3) == 0) {
                    local.quickBooks.forgetRequestIds();
                }
                troubled();
                settle();
                assertThatTotalsAgree(tax);
            }
        }
    }

    /** Of a rate of 9.75 %, now and then another tax than the company would work out. */
    private Content content(long id) {
        String amount = (1 + random.nextInt(9)) + "00.00";
        BigDecimal rate = new BigDecimal(random.nextBoolean() ? "0.0975" : random.nextBoolean() ? "0.0825" : "0");
        return LocalCompany.sale(1 + id % 3, "I" + id, new BigDecimal(amount).multiply(rate).setScale(2).toPlainString(),
                amount);
    }

    private void troubled() {
        try {
            post(local.books);
        } catch (RetryLaterException | Ended next) {
            // What was under way is taken up by the next turn.
        }
    }

    private void settle() {
        untilTheEnd = -1;
        local.quickBooks.faults(FaultRates.NONE, FaultRates.NONE);
        post(local.books);
    }

    private void post(Books books) {
        new Poster(ledger, Instant::now).post(books, new OpenPeriod(Optional.empty(), LocalCompany.DAY, true),
                wanted.entrySet().stream()
                        .map(one -> new Judged(key(one.getKey()), new Verdict.Wanted(one.getValue(), List.of()))).toList());
    }

    private static DocumentKey key(long id) {
        return new DocumentKey("acme", "books", DocumentKind.INVOICE, id);
    }

    /** A store in which a process ends before or after it keeps something. */
    private LedgerStore ending(LedgerStore store) {
        return (LedgerStore) Proxy.newProxyInstance(LedgerStore.class.getClassLoader(), new Class<?>[]{LedgerStore.class },
                (proxy, method, arguments) -> {
                    boolean keeps = method.getName().equals("keep");
                    if (keeps && untilTheEnd-- == 0) {
                        throw new Ended();
                    }
                    try {
                        Object result = method.invoke(store, arguments);
                        if (keeps && untilTheEnd-- == 0) {
                            throw new Ended();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void assertThatTotalsAgree(QuickBooksSettings.Tax tax) {
        Set<DocumentKey> waiting = local.store.ledger().quarantined("acme", "books").stream().map(QuarantinedDocument::key)
                .collect(Collectors.toSet());
        assertThat(local.store.ledger().underWay("acme", "books")).isEmpty();
        if (tax != QuickBooksSettings.Tax.AUTOMATED) {
            assertThat(waiting).isEmpty();
        }
        wanted.forEach((id, content) -> {
            List<LedgerEntry> entries = local.store.ledger().of(List.of(key(id))).get(key(id));
            BigDecimal ofLedger = entries.stream().flatMap(entry -> entry.content().stream()).map(Content::total)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal ofBooks = local.quickBooks.owner().records("Invoice").stream()
                    .filter(row -> row.path("PrivateNote").asText().contains("Fieldline acme/invoice/" + id + "/"))
                    .map(row -> row.path("TotalAmt").decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(ofBooks).as("invoice %s in the books", id).isEqualByComparingTo(ofLedger);
            if (!waiting.contains(key(id))) {
                assertThat(ofBooks).as("invoice %s, which does not wait", id).isEqualByComparingTo(
                        content.map(Content::total).orElse(BigDecimal.ZERO));
            }
        });
    }
}
