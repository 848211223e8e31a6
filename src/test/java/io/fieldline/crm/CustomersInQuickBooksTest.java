package io.fieldline.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.Result;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.PairCounts;

/** Customers and their documents in one company: both mean the same customer, whichever came first. */
class CustomersInQuickBooksTest {

    @TempDir
    Path folder;
    private BooksOffice office;

    @BeforeEach
    void open() {
        office = new BooksOffice(folder);
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void aNewCustomerIsThereAsTheMappingSaysAndIsWrittenOnce() {
        office.serviceTitan.enter(7, "Ada: Lovelace", "ada@example.com");
        assertThat(office.look(7)).isEqualTo(new PairCounts(1, 0, 0, 0, 0));

        JsonNode ada = office.inQuickBooks().get("Ada Lovelace");
        assertThat(ada.path("PrimaryEmailAddr").path("Address").asText()).isEqualTo("ada@example.com");
        assertThat(ada.path("BillAddr").path("Line1").asText()).isEqualTo("1 Harbor Way");
        assertThat(ada.path("BillAddr").path("CountrySubDivisionCode").asText()).isEqualTo("TX");
        assertThat(ada.path("Taxable").asBoolean()).isTrue();
        assertThat(ada.path("Notes").asText()).isEqualTo("ServiceTitan customer 7");
        assertThat(office.look(7)).isEqualTo(new PairCounts(0, 0, 1, 0, 0));
        office.lookBack();
        assertThat(office.writes()).isEqualTo(1);
    }

    @Test
    void documentsGoToTheCustomerThatTheFlowPaired() {
        String known = office.enters("DisplayName", "Lovelace, Ada", "PrimaryEmailAddr.Address", "ada@example.com", "Notes",
                "Pays late");
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        assertThat(office.look(7)).isEqualTo(new PairCounts(0, 1, 0, 0, 0));
        assertThat(office.customer(known).path("DisplayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(office.customer(known).path("Notes").asText()).isEqualTo("Pays late\nServiceTitan customer 7");

        office.serviceTitan.edit(7, "name", "Countess Lovelace");
        assertThat(office.post(office.invoice(1, 7, "12.00"))).isEqualTo(Result.POSTED);
        assertThat(office.billed(1)).isEqualTo(known);
        assertThat(office.inQuickBooks()).hasSize(1);
    }

    @Test
    void theFlowPairsTheCustomerThatADocumentCreated() {
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.post(office.invoice(1, 7, "12.00"));
        String made = office.billed(1);
        office.serviceTitan.edit(7, "name", "Countess Lovelace");

        assertThat(office.look(7)).isEqualTo(new PairCounts(0, 1, 0, 0, 0));
        assertThat(office.inQuickBooks()).hasSize(1);
        assertThat(office.customer(made).path("DisplayName").asText()).isEqualTo("Countess Lovelace");
        assertThat(office.look(7)).isEqualTo(new PairCounts(0, 0, 1, 0, 0));
        office.post(office.invoice(2, 7, "13.00"));
        assertThat(office.billed(2)).isEqualTo(made);
    }

    @Test
    void theFlowPairsTheCustomerThatADocumentFoundByItsName() {
        String known = office.enters("DisplayName", "Ada Lovelace");
        String other = office.enters("DisplayName", "Somebody else", "PrimaryEmailAddr.Address", "ada@example.com");
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.post(office.invoice(1, 7, "12.00"));
        office.look(7);

        assertThat(office.billed(1)).isEqualTo(known);
        assertThat(office.customer(known).path("PrimaryEmailAddr").path("Address").asText()).isEqualTo("ada@example.com");
        assertThat(office.customer(other).path("DisplayName").asText()).isEqualTo("Somebody else");
    }

    @Test
    void aCustomerWithoutContactsIsFoundByItsNameUnlessThatIsSomebodyElse() {
        String known = office.enters("DisplayName", "Ada Lovelace");
        office.enters("DisplayName", "Bob Byron", "Notes", "ServiceTitan customer 99");
        office.serviceTitan.enter(7, "Ada Lovelace", null);
        office.serviceTitan.enter(8, "Bob Byron", null);
        office.look(7, 8);

        assertThat(office.customer(known).path("Notes").asText()).isEqualTo("ServiceTitan customer 7");
        assertThat(office.inQuickBooks()).containsOnlyKeys("Ada Lovelace", "Bob Byron", "Bob Byron (8)");
    }

    @Test
    void namesThatAreTakenAreToldApartByNumbersAndStayInStep() {
        office.quickBooks.owner().create("Vendor", "{\"DisplayName\":\"Austin Supply\"}");
        office.serviceTitan.enter(30, "John Smith", null);
        office.serviceTitan.enter(12, "John Smith", null);
        office.serviceTitan.enter(40, "Jane Roe", null);
        office.look(30, 12, 40);
        assertThat(office.inQuickBooks()).containsOnlyKeys("John Smith", "John Smith (30)", "Jane Roe");
        assertThat(office.inQuickBooks().get("John Smith").path("Notes").asText()).isEqualTo("ServiceTitan customer 12");

        office.serviceTitan.edit(40, "name", "Austin Supply");
        office.look(40);
        assertThat(office.inQuickBooks()).containsOnlyKeys("John Smith", "John Smith (30)", "Austin Supply (40)");
        office.serviceTitan.edit(40, "taxExempt", true);
        office.serviceTitan.edit(30, "taxExempt", true);
        assertThat(office.look(40, 30)).as("its name is in step").isEqualTo(new PairCounts(0, 0, 2, 0, 0));
        assertThat(office.waiting()).isEmpty();
    }

    @Test
    void aCustomerOutOfUseIsInactiveAndComesBackByItsName() {
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.look(7);
        String id = office.inQuickBooks().get("Ada Lovelace").path("Id").asText();
        office.serviceTitan.edit(7, "active", false);
        office.look(7);
        assertThat(office.customer(id).path("Active").asBoolean()).isFalse();
        office.serviceTitan.edit(7, "taxExempt", true);
        assertThat(office.look(7)).as("QuickBooks' own word in the name is no difference")
                .isEqualTo(new PairCounts(0, 0, 1, 0, 0));

        office.enters("DisplayName", "Ada Lovelace");
        office.serviceTitan.edit(7, "active", true);
        office.look(7);
        assertThat(office.customer(id).path("Active").asBoolean()).isTrue();
        assertThat(office.customer(id).path("DisplayName").asText()).isEqualTo("Ada Lovelace (7)");
    }

    @Test
    void ofMergedCustomersLaterDocumentsGoToTheOneThatIsLeft() {
        office.merged("mark");
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.serviceTitan.enter(9, "Ada Byron", "byron@example.com");
        office.look(7, 9);
        office.post(office.invoice(1, 7, "12.00"));
        office.post(office.invoice(2, 9, "20.00"));
        office.post(office.invoice(3, 7, "7.00"));
        String gone = office.billed(1);
        String left = office.billed(2);
        office.serviceTitan.merge(7, 9);
        assertThat(office.look(7).waiting()).isEqualTo(1);

        assertThat(office.customer(gone).path("Active").asBoolean()).as("it owes 19.00").isTrue();
        Conflict waiting = office.waiting().get(0);
        assertThat(waiting.kind()).isEqualTo(Conflict.Kind.INVALID);
        assertThat(waiting.message()).contains("19.00");
        assertThat(office.post(office.invoice(4, 9, "5.00"))).isEqualTo(Result.POSTED);
        assertThat(office.post(office.invoice(1, 7, "12.00"))).isEqualTo(Result.UNCHANGED);
        assertThat(office.post(office.invoice(3, 9, "8.00"))).isEqualTo(Result.POSTED);
        assertThat(List.of(office.billed(4), office.billed(1), office.billed(3))).containsExactly(left, gone, left);

        assertThat(office.resolve(waiting, "retry")).as("12.00 are still open").hasSize(1);
        office.post(office.invoice(1, 9, "12.00"));
        assertThat(office.resolve(office.waiting().get(0), "retry")).isEmpty();
        assertThat(office.customer(gone).path("Active").asBoolean()).isFalse();
        assertThat(office.waiting()).isEmpty();
    }

    @Test
    void whatIsMergedOnBothSidesIsDoneWith() {
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.serviceTitan.enter(9, "Ada Byron", "byron@example.com");
        office.look(7, 9);
        office.lookBack();
        String gone = office.inQuickBooks().get("Ada Lovelace").path("Id").asText();
        String left = office.inQuickBooks().get("Ada Byron").path("Id").asText();
        office.serviceTitan.merge(7, 9);
        office.look(7);
        assertThat(office.waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.GONE);
            assertThat(conflict.message()).contains("merged", gone, left);
        });

        office.quickBooks.owner().merge(gone, left);
        office.passes(Duration.ofMinutes(5));
        office.lookBack();
        assertThat(office.waiting()).isEmpty();
        assertThat(office.inQuickBooks()).containsOnlyKeys("Ada Byron");
    }

    @Test
    void aCustomerThatIsGoneFromQuickBooksIsAskedAboutAndCanBeMadeAnew() {
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.look(7);
        office.lookBack();
        String id = office.inQuickBooks().get("Ada Lovelace").path("Id").asText();
        office.quickBooks.owner().merge(id, office.enters("DisplayName", "Somebody else"));
        office.passes(Duration.ofMinutes(20));
        office.lookBack();

        Conflict waiting = office.waiting().get(0);
        assertThat(waiting.kind()).isEqualTo(Conflict.Kind.GONE);
        assertThat(office.post(office.invoice(1, 7, "12.00"))).as("nobody has decided yet").isEqualTo(Result.HELD);
        assertThat(office.resolve(waiting, "recreate")).isEmpty();
        assertThat(office.inQuickBooks()).containsOnlyKeys("Ada Lovelace", "Somebody else");
        assertThat(office.post(office.invoice(1, 7, "12.00"))).isEqualTo(Result.POSTED);
        assertThat(office.billed(1)).isEqualTo(office.inQuickBooks().get("Ada Lovelace").path("Id").asText());
    }

    @Test
    void anEditInQuickBooksComesBackOrIsPutRightAsTheMappingSays() {
        office.serviceTitan.enter(7, "Ada Lovelace", "ada@example.com");
        office.look(7);
        office.lookBack();
        String id = office.inQuickBooks().get("Ada Lovelace").path("Id").asText();
        office.edits(id, "DisplayName", "Mrs Lovelace", "PrimaryEmailAddr.Address", "billing@example.com");
        office.edits(id, "Taxable", "false", "Notes", "Pays late\nServiceTitan customer 7");
        office.lookBack();

        assertThat(EnteredCustomers.email(office.serviceTitan.row(7))).isEqualTo("billing@example.com");
        assertThat(office.customer(id).path("DisplayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(office.customer(id).path("Taxable").asBoolean()).as("the accountant's").isFalse();
        assertThat(office.customer(id).path("Notes").asText()).isEqualTo("Pays late\nServiceTitan customer 7");
        assertThat(office.serviceTitan.writes).hasSize(1);

        office.edits(id, "PrimaryEmailAddr.Address", "accounts@example.com");
        office.serviceTitan.email(7, "ada.l@example.com");
        office.look(7);
        assertThat(office.waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.FIELDS);
            assertThat(conflict.details()).containsOnlyKeys("Customer.PrimaryEmailAddr");
        });
    }

    @Test
    void whatQuickBooksCannotHoldIsListedAndTheRestArrives() {
        office.serviceTitan.enter(7, "Ada Lovelace", null);
        office.look(7);
        String id = office.inQuickBooks().get("Ada Lovelace").path("Id").asText();
        office.serviceTitan.edit(7, "name", "Ada Byron");
        office.serviceTitan.edit(7, "contacts", List.of(Map.of("id", 1L, "type", "Phone", "value", "(512) 555-0100"),
                Map.of("id", 2L, "type", "Email", "value", "a".repeat(100) + "@example.com")));

        assertThat(office.look(7).waiting()).isEqualTo(1);
        assertThat(office.customer(id).path("DisplayName").asText()).isEqualTo("Ada Byron");
        assertThat(office.customer(id).path("PrimaryPhone").path("FreeFormNumber").asText()).isEqualTo("+15125550100");
        assertThat(office.waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.INVALID);
            assertThat(conflict.message()).contains("Customer.PrimaryEmailAddr", "100 characters");
        });
    }
}
