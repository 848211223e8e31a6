package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.PostOutcome;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings.Limits;

class PaceTest {

    private static final int PAYMENTS = 120;

    @TempDir
    Path folder;

    @Test
    void callsOfOneThatKeepsToTheLimitAreNeverTooMany() {
        try (LocalCompany local = new LocalCompany(folder)) {
            local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "1.00"));
            local.quickBooks.limits(new Limits(6_000, 4, 40, 30));
            try (QuickBooks company = company(local, Map.of("callsPerMinute", 6_000L, "connections", 4L))) {
                assertThat(post(local, company, PAYMENTS)).hasSize(PAYMENTS)
                        .hasOnlyElementsOfType(PostOutcome.Posted.class);
                assertThat(local.quickBooks.throttled()).isZero();
            }
        }
    }

    @Test
    void afterACallThatWasTooManyFewerAreUnderWayAtOnceAndNothingIsLost() {
        try (LocalCompany local = new LocalCompany(folder, LocalCompany.UNLIMITED.withLatency(Duration.ofMillis(50)))) {
            local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "1.00"));
            local.quickBooks.limits(new Limits(0, 1, 40, 30));
            try (QuickBooks company = company(local, Map.of("connections", 3L))) {
                List<PostOutcome> outcomes = post(local, company, 12);

                assertThat(outcomes).hasOnlyElementsOfType(PostOutcome.Posted.class);
                assertThat(local.quickBooks.throttled()).isPositive();
                assertThat(local.quickBooks.owner().records("Payment")).hasSize(12);
            }
        }
    }

    private static QuickBooks company(LocalCompany local, Map<String, Object> options) {
        return new QuickBooks(new QuickBooksCompanies(local.store.sealedTokens(), InstantSource.system()), "acme",
                LocalCompany.connection(local.quickBooks, options));
    }

    private static List<PostOutcome> post(LocalCompany local, QuickBooks company, int payments) {
        List<BooksWrite> writes = LongStream.rangeClosed(1, payments).mapToObj(id -> local.creation(LocalCompany.money(id),
                Content.settlement(LocalCompany.moneyHeader(1, "P" + id), new BigDecimal("1.00")))).toList();
        return company.books(local.store.customerLinks(), ids -> Map.of(), () -> false).post(writes);
    }
}
