package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/**
 * A month of documents into the books through the real process, which is killed again and again at moments that have nothing to
 * do with what it does, while QuickBooks fails as well. What the books hold is looked up at the local QuickBooks.
 */
class BooksMonthIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final long LONGEST_LIFE_MILLIS = 5_000;
    private static final BigDecimal NONE = new BigDecimal("0.00");
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final String WAITS = "waits in quarantine";
    /** What tells a row of the tie-out. */
    private static final List<String> PLACE = List.of("day", "unit", "account", "document");
    private static final Pattern KEY = Pattern.compile("^(?:Voided - )?Fieldline acme/([a-z-]+)/(\\d+)/\\d+");
    private static final Map<String, Integer> SALES = Map.of("Invoice", 1, "CreditMemo", -1);
    private static final Map<String, Integer> MONEY = Map.of("Payment", 1, "RefundReceipt", -1);

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private QuickBooksStandIn quickBooks;
    private Installation installation;
    private FieldlineProcess service;

    @AfterEach
    void stop() {
        installation.close();
        quickBooks.close();
        serviceTitan.close();
    }

    @Test
    void theBooksHoldTheMonthToTheCentHoweverOftenTheServiceIsKilled() {
        start(FaultRates.parse("server-error=0.03,connection-reset=0.02"), FaultRates.parse("server-error=0.05"), 500);
        BooksMonth month = new BooksMonth(serviceTitan, new Random(41)).eventful(60);
        post(month, 2, new Random(43));
        settled(month, SOON.multipliedBy(2));
        tiesOut();
        nothingIsWrittenAgain();
    }

    @Test
    @Tag("endurance")
    void aMonthOfThreeThousandInvoicesAgreesAfterThirtyKills() {
        long began = System.nanoTime();
        long seed = Long.getLong("month.seed", System.nanoTime());
        System.out.println("month.seed=" + seed);
        start(FaultRates.parse("server-error=0.03,connection-reset=0.02"), FaultRates.parse("server-error=0.05"), 500);
        BooksMonth month = new BooksMonth(serviceTitan, new Random(seed)).eventful(3_000);
        post(month, 30, new Random(seed));
        settled(month, SETTLED);
        String sums = tiesOut();
        nothingIsWrittenAgain();
        Figures.print("a month of 3,000 invoices, 30 times kill -9, QuickBooks failing one call in ten",
                "%d sales documents come to %s, %d payments to %s, in ServiceTitan and in QuickBooks; %d documents wait, those that"
                        + " were seeded so; tie-out: %s; %d calls; %.0f s; seed %d",
                month.sales().size(), sum(month.sales()), month.money().size(), sum(month.money()), month.waiting().size(),
                sums, quickBooks.calls().values().stream().mapToInt(Integer::intValue).sum(), (System.nanoTime() - began) / 1e9,
                seed);
    }

    @Test
    void nothingIsWrittenFasterThanQuickBooksAllows() {
        paced(150, 20);
    }

    @Test
    @Tag("endurance")
    void threeThousandInvoicesWithTheirPaymentsTakeAtMostATenthMoreThanTheLimitAllows() {
        Pace pace = paced(3_000, 10);
        Figures.print("3,000 invoices with their payments, ten times the limits", "%s", pace);
        assertThat(pace.seconds()).isLessThanOrEqualTo(1.1 * pace.allowed());
    }

    private Pace paced(int invoices, int timesTheLimits) {
        start(FaultRates.NONE, FaultRates.NONE, timesTheLimits);
        BooksMonth month = new BooksMonth(serviceTitan, new Random(47)).plain(invoices);
        month.coming().forEach(Runnable::run);
        service = installation.service();
        long began = System.nanoTime();
        settled(month, SETTLED);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(quickBooks.throttled()).as("answers 429").isZero();
        int calls = quickBooks.calls().values().stream().mapToInt(Integer::intValue).sum();
        return new Pace(calls, seconds, calls * 60.0 / (QuickBooksSettings.Limits.REAL.requestsPerMinute() * timesTheLimits));
    }

    /** @param allowed how long as many calls take at least */
    private record Pace(int calls, double seconds, double allowed) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d calls in %.1f s; the limit allows them in"
                    + " %.1f s: %.0f %%; answers 429: 0", calls, seconds, allowed, 100 * seconds / allowed);
        }
    }

    private void start(FaultRates before, FaultRates after, int timesTheLimits) {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(200).rateLimit(1_000)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build());
        quickBooks = QuickBooksStandIn
                .start(QuickBooksSettings.usual().withLimits(QuickBooksSettings.Limits.REAL.times(timesTheLimits)));
        quickBooks.faults(before, after);
        installation = new Installation(folder);
        installation.books(quickBooks, ", callsPerMinute: %d, connections: %d".formatted(500 * timesTheLimits,
                QuickBooksSettings.Limits.REAL.atOnce()));
        installation.write("config/accounting/acme.yaml", BooksMonth.CODING);
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "  rateLimit: 1000",
                "  invoice-to-quickbooks: { connection: books, every: 1s }");
    }

    /** As much comes in in each life of the service as in every other; halfway the books are closed for the first days. */
    private void post(BooksMonth month, int kills, Random random) {
        service = installation.service();
        for (int kill = 1; kill <= kills; kill++) {
            boolean late = kill > kills / 2;
            if (late && kill == kills / 2 + 1) {
                quickBooks.owner().closeBooks(Optional.of(BooksMonth.CLOSED));
            }
            List<Runnable> all = late ? month.later() : month.coming();
            int lives = late ? kills - kills / 2 : kills / 2;
            int life = late ? kill - kills / 2 : kill;
            all.subList(all.size() * (life - 1) / lives, all.size() * life / lives).forEach(Runnable::run);
            aMoment(random);
            assertThat(service.isAlive()).as(service.transcript()).isTrue();
            service.kill();
            service = kill % 5 == 4 ? installation.start(line -> {
            }, "run") : installation.service();
        }
    }

    private static void aMoment(Random random) {
        long moment = System.nanoTime() + Duration.ofMillis(random.nextLong(LONGEST_LIFE_MILLIS)).toNanos();
        await("a moment at random").atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() >= moment);
    }

    private void settled(BooksMonth month, Duration atMost) {
        await("the books hold the month").atMost(atMost).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(booked(SALES, month.waiting())).isEqualTo(BooksMonth.withoutNothing(month.sales()));
            assertThat(booked(MONEY, month.waiting())).isEqualTo(BooksMonth.withoutNothing(month.money()));
            assertThat(waiting()).isEqualTo(month.waiting());
        });
        List<String> numbers = SALES.keySet().stream().flatMap(entity -> quickBooks.owner().records(entity).stream())
                .map(row -> row.path("PrivateNote").asText().lines().findFirst().orElse("")).sorted().toList();
        assertThat(numbers).as("no document twice").doesNotHaveDuplicates();
    }

    /** What the documents of a kind come to, by what they stand for in ServiceTitan; what comes to nothing is left out. */
    private Map<String, BigDecimal> booked(Map<String, Integer> entities, TreeSet<String> without) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        entities.forEach((entity, sign) -> quickBooks.owner().records(entity).forEach(row -> {
            String document = document(row);
            if (!without.contains(document)) {
                amounts.merge(document, row.path("TotalAmt").decimalValue().multiply(BigDecimal.valueOf(sign)).setScale(2),
                        BigDecimal::add);
            }
        }));
        return BooksMonth.withoutNothing(amounts);
    }

    private static String document(ObjectNode row) {
        Matcher key = KEY.matcher(row.path("PrivateNote").asText());
        assertThat(key.find()).as(row.toString()).isTrue();
        return key.group(1).replace('-', ' ') + " " + key.group(2);
    }

    private TreeSet<String> waiting() {
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(installation.home().resolve("data")),
                StateStore.Access.READER, InstantSource.system())) {
            return store.ledger().quarantined("acme", "books").stream().map(one -> one.key().spoken())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * Outside of quarantine the three agree to the cent, and a cent that is changed by hand is found.
     *
     * @return the sums
     */
    private String tiesOut() {
        quickBooks.faults(FaultRates.NONE, FaultRates.NONE);
        JsonNode found = tieOut();
        BigDecimal outside = NONE;
        for (JsonNode row : found.path("rows")) {
            if (!row.path("reason").asText().startsWith(WAITS)) {
                assertThat(row.path("reason").asText()).as(row.toString()).startsWith("stands elsewhere in the books");
                outside = outside.add(difference(row));
            }
        }
        assertThat(outside).as(found.path("text").asText()).isEqualByComparingTo(NONE);

        String payment = quickBooks.owner().records("Payment").stream()
                .filter(row -> row.path("TotalAmt").decimalValue().signum() > 0).findFirst().orElseThrow().path("Id").asText();
        quickBooks.owner().changeAmount("Payment", payment, CENT);
        assertThat(tieOut().path("rows")).filteredOn(row -> row.path("reason").asText().contains("by hand")).singleElement()
                .satisfies(row -> assertThat(difference(row).subtract(before(found, row))).as(row.toString())
                        .isEqualByComparingTo(CENT.negate()));
        quickBooks.owner().changeAmount("Payment", payment, CENT.negate());
        return found.path("totals").toString();
    }

    /** A payment that was moved out of a closed period differs on its day already. */
    private static BigDecimal before(JsonNode found, JsonNode row) {
        return found.path("rows").valueStream()
                .filter(one -> PLACE.stream().allMatch(field -> one.path(field).equals(row.path(field))))
                .map(BooksMonthIT::difference).reduce(NONE, BigDecimal::add);
    }

    private static BigDecimal difference(JsonNode row) {
        return new BigDecimal(row.path("difference").asText());
    }

    private JsonNode tieOut() {
        return installation.verb("tie-out", new JsonMapper().createObjectNode().put("tenant", "acme")
                .put("from", BooksMonth.FIRST.toString()).put("until", LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()));
    }

    private void nothingIsWrittenAgain() {
        service.kill();
        long writes = writes();
        quickBooks.faults(FaultRates.NONE, FaultRates.NONE);
        FieldlineProcess again = installation.command(SETTLED, "backfill", "invoice-to-quickbooks", "--tenant", "acme");
        assertThat(again.transcript()).contains("accounting/invoices", "accounting/payments", "accounting/credit-memos");
        assertThat(writes()).as("everything is read again and nothing is written").isEqualTo(writes);
    }

    private long writes() {
        return quickBooks.calls().entrySet().stream()
                .filter(call -> call.getKey().startsWith("POST ") && !call.getKey().equals("POST batch"))
                .mapToLong(Map.Entry::getValue).sum();
    }

    private static BigDecimal sum(Map<String, BigDecimal> amounts) {
        return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
