package io.fieldline.ledger.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Which name of the books is proposed for one of ServiceTitan, and for which a person is asked. */
class NameMatchTest {

    private static final List<String> CLASSES = List.of("Plumbing - Service", "Plumbing - Install", "HVAC - Service",
            "HVAC - Install");

    @Test
    void theSameWordsAreTheSameNameInWhateverOrderAndForm() {
        assertThat(best("plumbing service", CLASSES)).contains("Plumbing - Service");
        assertThat(best("Installations, HVAC", CLASSES)).contains("HVAC - Install");
        assertThat(best("Checks", List.of("Cash", "Check"))).contains("Check");
        assertThat(best("Tax of Springfield", List.of("Springfield", "Decatur"))).contains("Springfield");
        assertThat(best("Drain Cleaning & Repair", List.of("Drain cleaning and repair", "Drain"))).contains(
                "Drain cleaning and repair");
    }

    @Test
    void theLastPartOfAHierarchyIsEnough() {
        assertThat(best("Repairs", List.of("Plumbing:Repair", "Plumbing"))).contains("Plumbing:Repair");
    }

    @Test
    void twoThatAreAsNearAreLeftToAPerson() {
        assertThat(best("Service", CLASSES)).isEmpty();
        assertThat(best("Repair", List.of("Plumbing:Repair", "HVAC:Repair"))).isEmpty();
        assertThat(NameMatch.candidates(List.of("Service"), CLASSES)).startsWith("HVAC - Service", "Plumbing - Service");
    }

    @Test
    void halfANameIsNotEnough() {
        assertThat(best("Plumbing Repair", CLASSES)).isEmpty();
        assertThat(best("Credit Card", List.of("American Express", "Visa"))).isEmpty();
    }

    @Test
    void aNumberStandsOnlyForItself() {
        assertThat(best("Net 30", List.of("Net 15", "Net 30", "Net 300"))).contains("Net 30");
        assertThat(best("Net 3", List.of("Net 30"))).isEmpty();
        assertThat(best("12345", List.of("123456"))).isEmpty();
    }

    @Test
    void aPlaceIsFoundWithinALongerName() {
        assertThat(NameMatch.within(List.of("Service New Austin"), List.of("Austin", "New Austin", "Decatur")))
                .contains("New Austin");
        assertThat(NameMatch.within(List.of("Service Austin Decatur"), List.of("Austin", "Decatur"))).isEmpty();
        assertThat(NameMatch.within(List.of("Service"), List.of("Austin"))).isEmpty();
    }

    @Test
    void aPersonIsShownTheNearestAndAllWhereThereAreFew() {
        List<String> many = new ArrayList<>(CLASSES);
        many.addAll(List.of("Roofing", "Gutters", "Windows"));
        assertThat(NameMatch.candidates(List.of("Plumbing Repair"), many)).containsExactly("Plumbing - Install",
                "Plumbing - Service");
        assertThat(NameMatch.candidates(List.of("Barter"), many)).isEmpty();
        assertThat(NameMatch.candidates(List.of("Barter"), List.of("Visa", "Cash"))).containsExactly("Cash", "Visa");
        assertThat(NameMatch.candidates(List.of("Barter"), List.of())).isEmpty();
    }

    private static Optional<String> best(String name, List<String> known) {
        return NameMatch.best(List.of(name), known);
    }
}
