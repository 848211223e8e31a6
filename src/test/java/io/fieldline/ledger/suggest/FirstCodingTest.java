package io.fieldline.ledger.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.coding.CodingReader;
import io.fieldline.tenant.DocumentProblem;

class FirstCodingTest {

    private static final LocalDate CUT_OVER = LocalDate.of(2026, 12, 1);
    private final Shelf books = new Shelf();

    @Test
    void aDocumentWithAMatchForEverythingIsACoding() {
        FirstCoding coding = propose(new InUse(List.of("Service Austin"),
                List.of(sold("SVC-1", "Drain Cleaning", "Service", Set.of("Repairs"), "120.00"),
                        sold("MAT-1", "Elbow 90", "Material", Set.of("Fittings"), "3.00"),
                        sold("D-1", "Coupon", "PriceModifier", Set.of(), "-5.00"), membership("77")),
                Map.of("77", "Silver Care"), List.of(List.of("Travis County", "Local")), List.of("Check"), List.of("Net 30")));

        assertThat(coding.complete()).as(coding.document()).isTrue();
        CodingReader.Outcome read = read(coding);
        assertThat(read.problems()).as(coding.document()).isEmpty();
        assertThat(read.coding().orElseThrow().cutOver()).isEqualTo(CUT_OVER);
        assertThat(coding.document()).contains("- { membership: any, item: Deferred Memberships }",
                "- { sku: SVC-1, item: Drain cleaning }   # Drain Cleaning, 1 line, 120.00",
                "- { type: Material, item: Materials }", "- { type: PriceModifier, item: Discounts }",
                "- { businessUnit: Service Austin, class: Austin - Service, location: Austin }",
                "- { zone: Travis County, code: Travis }", "- { zone: Local, code: Travis }   # the same on credit memos",
                "- { type: Check, method: Check, depositTo: Undeposited Funds, refundItem: Refunds }",
                "- { name: Net 30, terms: Net 30 }");
        assertThat(coding.counts()).extracting(FirstCoding.Count::list, FirstCoding.Count::found, FirstCoding.Count::things)
                .containsExactly(tuple("items", 4, 4), tuple("units", 1, 1), tuple("taxes", 1, 1), tuple("payments", 1, 1),
                        tuple("terms", 1, 1));
    }

    @Test
    void aMembershipIsNeverProposedToIncome() {
        books.put(BooksCatalogue.What.ITEM, "Membership", "Silver Care");
        FirstCoding coding = propose(inUse(List.of(membership("77"))));
        assertThat(coding.document()).contains("- { membership: any, item: Deferred Memberships }")
                .doesNotContain("item: Membership }", "item: Silver Care");

        books.liabilities.clear();
        FirstCoding without = propose(inUse(List.of(membership("77"))));
        assertThat(without.complete()).isFalse();
        assertThat(without.document()).contains("  # fill in item: nothing in the books comes near",
                "  # - { membership: any, item: ? }   # an item that posts to a liability; 1 line, 9.00");
    }

    @Test
    void aMembershipOfItsOwnNameHasARowOfItsOwnAboveTheOthers() {
        books.put(BooksCatalogue.What.ITEM, "Silver Care");
        books.liabilities.add("Silver Care");
        String document = propose(inUse(List.of(membership("77")))).document();
        assertThat(document.indexOf("{ membership: \"77\", item: Silver Care }")).isPositive()
                .isLessThan(document.indexOf("membership: any"));
    }

    @Test
    void whatHasNoMatchIsACommentWithCandidatesAndTheDocumentIsStillRead() {
        FirstCoding coding = propose(new InUse(List.of("Service Austin", "Sheet Metal"),
                List.of(sold("SVC-1", "Drain Cleaning", "Service", Set.of(), "120.00"),
                        sold("SVC-2", "Haunted House", "Service", Set.of(), "80.00")),
                Map.of(), List.of(List.of("Mars")), List.of("Barter"), List.of("Net 90")));

        assertThat(read(coding).problems()).as(coding.document()).isEmpty();
        assertThat(coding.complete()).isFalse();
        assertThat(coding.document()).contains("  # - { type: Service, item: ? }   # 1 line, 80.00",
                "  # - { sku: SVC-2, item: ? }   # Haunted House, 1 line, 80.00",
                "  # - { businessUnit: Sheet Metal, class: ? }",
                "  # fill in item, perhaps Deferred Memberships or Discounts or Drain cleaning or Materials or Refunds",
                "# taxes:\n  # fill in code, perhaps Hays or Travis", "  # - { zone: Mars, code: ? }",
                "  # fill in method, perhaps Cash or Check",
                "  # - { type: Barter, depositTo: Undeposited Funds, refundItem: Refunds, method: ? }",
                "  # fill in terms, perhaps Net 15 or Net 30");
        assertThat(coding.counts()).extracting(FirstCoding.Count::found).containsExactly(1, 1, 0, 0, 0);
    }

    @Test
    void withoutAnyMatchForABusinessUnitTheDocumentIsRefusedForEachOfThem() {
        FirstCoding coding = propose(new InUse(List.of("Sheet Metal", "Glass Works Austin"), List.of(), Map.of(), List.of(),
                List.of(), List.of()));
        assertThat(read(coding).problems()).as(coding.document()).extracting(DocumentProblem::message).hasSize(2)
                .allMatch(message -> message.contains("must say what stands for it in the books: class or location"));

        books.names.put(BooksCatalogue.What.CLASS, List.of());
        books.names.put(BooksCatalogue.What.LOCATION, List.of());
        FirstCoding without = propose(new InUse(List.of("Sheet Metal"), List.of(), Map.of(), List.of(), List.of(), List.of()));
        assertThat(read(without).problems()).isEmpty();
        assertThat(without.document()).doesNotContain("units");
    }

    @Test
    void namesAreWrittenSoThatTheyAreReadAsTheyAre() {
        String strange = "1/2\" pipe: #3, {x} \\ y";
        books.put(BooksCatalogue.What.ITEM, strange);
        FirstCoding coding = propose(inUse(List.of(sold(strange, strange, "Service", Set.of(), "1.00"))));
        assertThat(coding.complete()).as(coding.document()).isTrue();
        assertThat(read(coding).problems()).as(coding.document()).isEmpty();
        assertThat(read(coding).coding().orElseThrow().toString()).contains("sku=" + strange, "item=" + strange);
    }

    private FirstCoding propose(InUse inUse) {
        return FirstCoding.of(inUse, books, CUT_OVER);
    }

    private static InUse inUse(List<InUse.Sold> sold) {
        return new InUse(List.of(), sold, Map.of("77", "Silver Care"), List.of(), List.of(), List.of());
    }

    private static InUse.Sold sold(String sku, String name, String type, Set<String> categories, String total) {
        return new InUse.Sold(sku, name, type, categories, Set.of(), Optional.empty(), 1, new BigDecimal(total));
    }

    private static InUse.Sold membership(String type) {
        return new InUse.Sold("M-1", "Silver Care", "Service", Set.of(), Set.of(), Optional.of(type), 1,
                new BigDecimal("9.00"));
    }

    private static CodingReader.Outcome read(FirstCoding coding) {
        return CodingReader.read("acme.yaml", coding.document().getBytes(StandardCharsets.UTF_8));
    }

    /** Books of a plumber in Austin. */
    private static final class Shelf implements BooksCatalogue {

        final Map<What, Collection<String>> names = new EnumMap<>(What.class);
        final Collection<String> liabilities = new ArrayList<>(List.of("Deferred Memberships"));

        Shelf() {
            for (What what : What.values()) {
                names.put(what, List.of());
            }
            put(What.ITEM, "Drain cleaning", "Materials", "Discounts", "Deferred Memberships", "Refunds");
            put(What.CLASS, "Austin - Service", "Austin - Install");
            put(What.LOCATION, "Austin", "Round Rock");
            put(What.TAX_CODE, "Travis", "Hays");
            put(What.METHOD, "Check", "Cash");
            put(What.ACCOUNT, "Undeposited Funds", "Checking");
            put(What.TERMS, "Net 30", "Net 15");
        }

        void put(What what, String... more) {
            List<String> all = new ArrayList<>(names.get(what));
            all.addAll(List.of(more));
            names.put(what, all);
        }

        @Override
        public Collection<String> names(What what) {
            return names.get(what);
        }

        @Override
        public Optional<AccountType> accountOf(String item) {
            return Optional.of(liabilities.contains(item) ? AccountType.LIABILITY : AccountType.INCOME);
        }
    }
}
