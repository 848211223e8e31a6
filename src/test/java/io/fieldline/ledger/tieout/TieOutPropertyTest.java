package io.fieldline.ledger.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fieldline.ledger.Family;
import io.fieldline.ledger.Gap;

/** Holds for any three lists: nothing is listed exactly when they agree, and what is listed makes up the difference. */
class TieOutPropertyTest {

    private static final int RUNS = 2_000;

    private record Place(LocalDate day, String unit, String account, Family family, String document) {}

    @Test
    void theReportIsEmptyExactlyWhenAllThreeAgreeAndItsDifferencesMakeUpThatOfTheTotals() {
        int agreed = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<Amount> serviceTitan = some(random);
            List<Amount> ledger = changed(serviceTitan, random);
            List<Amount> books = changed(ledger, random);
            Comparison comparison = TieOut.compare(serviceTitan, ledger, books, waiting(random));

            boolean agree = sums(serviceTitan).equals(sums(ledger)) && sums(ledger).equals(sums(books));
            agreed += agree ? 1 : 0;
            assertThat(comparison.agrees()).as("seed " + seed).isEqualTo(agree);
            assertThat(comparison.totals()).as("seed " + seed)
                    .isEqualTo(new Totals(total(serviceTitan), total(ledger), total(books)));
            Totals listed = comparison.differences().stream().map(Difference::amounts).reduce(Totals.NOTHING, Totals::plus);
            assertThat(listed.difference()).as("seed " + seed).isEqualTo(total(serviceTitan).subtract(total(books)));
            assertThat(listed.serviceTitan().subtract(listed.ledger())).as("seed " + seed)
                    .isEqualTo(total(serviceTitan).subtract(total(ledger)));
            assertThat(comparison.differences()).as("seed " + seed)
                    .allSatisfy(difference -> assertThat(difference.because()).isNotEmpty());
        }
        assertThat(agreed).as("runs of both kinds").isBetween(RUNS / 20, RUNS - RUNS / 20);
    }

    private static Waiting waiting(Random random) {
        return random.nextBoolean()
                ? Waiting.NONE
                : new Waiting(Map.of("invoice 1", List.of(Gap.of("item", "it lacks an item"))),
                        Map.of("invoice 2", "it is not posted yet"));
    }

    private static List<Amount> some(Random random) {
        List<Amount> amounts = new ArrayList<>();
        for (int index = random.nextInt(8); index > 0; index--) {
            amounts.add(any(random));
        }
        return amounts;
    }

    private static Amount any(Random random) {
        int document = random.nextInt(4);
        return new Amount(document == 3 ? Family.SETTLEMENT : Family.SALE, "invoice " + document, "",
                LocalDate.of(2026, 10, 1 + random.nextInt(2)), random.nextBoolean() ? "North" : "",
                "account " + random.nextInt(2), BigDecimal.valueOf(random.nextInt(5) - 2L, 2));
    }

    private static List<Amount> changed(List<Amount> amounts, Random random) {
        List<Amount> changed = new ArrayList<>(amounts);
        Collections.shuffle(changed, random);
        switch (random.nextInt(6)) {
            case 0 -> changed.add(any(random));
            case 1 -> changed.remove(any(random));
            case 2 -> {
                if (!changed.isEmpty()) {
                    changed.remove(0);
                }
            }
            default -> {
            }
        }
        return changed;
    }

    private static Map<Place, BigDecimal> sums(List<Amount> amounts) {
        Map<Place, BigDecimal> sums = new HashMap<>();
        amounts.forEach(one -> sums.merge(new Place(one.day(), one.unit(), one.account(), one.family(), one.document()),
                one.amount(), BigDecimal::add));
        sums.values().removeIf(sum -> sum.signum() == 0);
        return sums;
    }

    private static BigDecimal total(List<Amount> amounts) {
        return amounts.stream().map(Amount::amount).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }
}
