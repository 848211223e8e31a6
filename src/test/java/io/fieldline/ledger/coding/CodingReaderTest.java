package io.fieldline.ledger.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.tenant.DocumentProblem;

/** What is said about a coding that is wrong, and what one that is right comes to. */
class CodingReaderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            finalized: posted                           | cutOver: must be given: nothing from before that day is posted
            cutOver: 1.10.2026                          | cutOver: must be a day, such as 2026-11-01 (found "1.10.2026") (line 1)
            cutOver: 2026-02-30                         | cutOver: must be a day, such as 2026-11-01 (found "2026-02-30") (line 1)
            cutOver: [2026-10-01]                       | cutOver: must be a text (found a list) (line 1)
            finalized: closed                           | finalized: must be one of posted, batched, reviewed, paid, completed (found "closed") (line 1)
            closedPeriods: reopen                       | closedPeriods: must be one of correct, wait (found "reopen") (line 1)
            customers: guess                            | customers: must be one of create, find (found "guess") (line 1)
            item: []                                    | item: is not known here; did you mean items? (line 1)
            items: { item: Labor }                      | items: must be a list of rows (line 1)
            items: [Labor]                              | items[0]: must be a row, such as { sku: ..., item: ... } (found "Labor") (line 1)
            terms: [Net 30]                             | terms[0]: must be a row, such as { name: ..., terms: ... } (found "Net 30") (line 1)
            items: [{ item: Labor }]                    | items[0]: must say what it is for: sku, category, account, type, membership, businessUnit (line 1)
            items: [{ sku: A }]                         | items[0]: must say what stands for it in the books: item (line 1)
            items: [{ sku: A, itm: B, item: C }]        | items[0].itm: is not known here; did you mean item? (line 1)
            items: [{ sku: [A], item: C }]              | items[0].sku: must be a text (found a list) (line 1)
            items: [{ sku: A, item: C, from: May }]     | items[0].from: must be a day, such as 2026-11-01 (found "May") (line 1)
            items: [{ membership: any, item: C, recognized: now }] | items[0].recognized: must be at-sale: the membership is income when it is sold, and not deferred (line 1)
            items: [{ sku: A, item: C, recognized: at-sale }] | items[0].recognized: can only be said of a membership: give the row membership: any, or the id of one (line 1)
            items: [{ sku: A, item: C }, { sku: A, item: D, from: 2026-11-01 }] | items[1]: never counts: a row above it is for the same, from the same day or an earlier one; the newer one must come first (line 1)
            units: [{ businessUnit: HVAC }]             | units[0]: must say what stands for it in the books: class or location (line 1)
            units: [{ class: HVAC }]                    | units[0]: must say what it is for: businessUnit (line 1)
            taxes: [{ zone: Local }]                    | taxes[0]: must say what stands for it in the books: code (line 1)
            payments: [{ type: Check, method: Check }]  | payments[0]: must say what stands for it in the books: depositTo (line 1)
            terms: [{ name: Net 30 }]                   | terms[0]: must say what stands for it in the books: terms (line 1)
            items: [{ sku: '${secret:X}', item: C }]    | items[0].sku: must not refer to a secret: this value is printed (line 1)
            """)
    void namesFileFieldLineAndRule(String document, String problem) {
        assertThat(problems(document)).contains("acme.yaml: " + problem);
    }

    @Test
    void namesTheLineOfARowThatIsWrong() {
        assertThat(problems("cutOver: 2026-10-01\nitems:\n  - { sku: A, item: Labor }\n  - { sku: B }\n")).containsExactly(
                "acme.yaml: items[1]: must say what stands for it in the books: item (line 4)");
    }

    @Test
    void saysOneThingAboutOneMistake() {
        assertThat(problems("cutOver: 2026-10-01\nitems: [{ sku: [A], item: Labor }]")).hasSize(1);
        assertThat(problems("cutOver: 2026-10-01\nunits: [{ businessUnit: A, class: [B] }]")).hasSize(1);
    }

    @Test
    void listsEverythingThatIsWrongAtOnce() {
        assertThat(problems("finalized: x\ncustomers: y\nitems: [{ sku: A }, { item: B }]")).hasSize(5);
    }

    @Test
    void whatIsNotYamlIsRefused() {
        assertThat(problems("items: [")).isNotEmpty().allSatisfy(problem -> assertThat(problem).startsWith("acme.yaml: "));
    }

    @Test
    void onlyTheCutOverMustBeGiven() {
        Coding coding = coding("cutOver: 2026-10-01");
        assertThat(coding.cutOver()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(coding.finality()).isEqualTo(Finality.POSTED);
        assertThat(coding.corrects()).isTrue();
        assertThat(coding.createsCustomers()).isTrue();
        assertThat(coding.asksForCategories()).isFalse();
        assertThat(coding.asksForTaxZones()).isFalse();
    }

    @Test
    void aCodingTellsWhetherDocumentsNameClassesOrLocations() {
        Coding classes = coding("cutOver: 2026-10-01\nunits: [{ businessUnit: A, class: North }]");
        assertThat(classes.names(What.CLASS)).isTrue();
        assertThat(classes.names(What.LOCATION)).isFalse();
        assertThat(coding("cutOver: 2026-10-01").names(What.CLASS)).isFalse();
    }

    @Test
    void everyRuleCanBeChosen() {
        Coding coding = coding("cutOver: 2026-10-01\nfinalized: batched\nclosedPeriods: wait\ncustomers: find\n"
                + "items: [{ category: Drains, item: Drains }]\ntaxes: [{ zone: Local, code: TX }]");
        assertThat(coding.finality()).isEqualTo(Finality.BATCHED);
        assertThat(coding.corrects()).isFalse();
        assertThat(coding.createsCustomers()).isFalse();
        assertThat(coding.asksForCategories()).isTrue();
        assertThat(coding.asksForTaxZones()).isTrue();
    }

    @Test
    void theFirstRowThatFitsCountsAndANewerOneStandsAboveTheOlder() {
        CodingTable items = coding("cutOver: 2026-10-01\nitems:\n  - { sku: A, item: New, from: 2026-10-06 }\n"
                + "  - { sku: a, type: Material, item: Part }\n  - { sku: A, item: Old }\n").items();
        assertThat(items.find(facts("A", "Service"), DAY)).contains(Map.of("item", "Old"));
        assertThat(items.find(facts("A", "Material"), DAY)).contains(Map.of("item", "Part"));
        assertThat(items.find(facts("A", "Material"), DAY.plusDays(1))).contains(Map.of("item", "New"));
        assertThat(items.find(facts("B", "Material"), DAY)).isEmpty();
    }

    @Test
    void numbersAreTakenAsTheyAreWritten() {
        assertThat(coding("cutOver: 2026-10-01\nitems: [{ account: 04000, item: 100 }]").items()
                .find(Map.of("account", Set.of("04000", "Sales")), DAY)).contains(Map.of("item", "100"));
    }

    private static Map<String, Set<String>> facts(String sku, String type) {
        return Map.of("sku", Set.of(sku), "type", Set.of(type));
    }

    private static Coding coding(String document) {
        CodingReader.Outcome outcome = CodingReader.read("acme.yaml", document.getBytes(StandardCharsets.UTF_8));
        assertThat(outcome.problems()).isEmpty();
        return outcome.coding().orElseThrow();
    }

    private static List<String> problems(String document) {
        CodingReader.Outcome outcome = CodingReader.read("acme.yaml", document.getBytes(StandardCharsets.UTF_8));
        assertThat(outcome.coding()).isEmpty();
        return outcome.problems().stream().map(DocumentProblem::message).toList();
    }
}
