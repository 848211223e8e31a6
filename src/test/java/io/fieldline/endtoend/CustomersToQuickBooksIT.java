package io.fieldline.endtoend;

import static io.fieldline.endtoend.Office.awaited;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;

/** Customers and documents of one tenant in the local QuickBooks, through the service as its owner runs it. */
class CustomersToQuickBooksIT {

    @TempDir
    Path folder;

    private Office office;
    private QuickBooksStandIn quickBooks;

    @BeforeEach
    void open() {
        office = new Office(folder, 1);
        quickBooks = QuickBooksStandIn
                .start(QuickBooksSettings.usual().withLimits(new QuickBooksSettings.Limits(0, 0, 0, 30)));
        Installation installation = office.installation();
        installation.books(quickBooks, ", callsPerMinute: 60000");
        installation.write("config/accounting/acme.yaml", """
                cutOver: 2020-01-01
                items:
                  - { type: any, item: HVAC Service }
                taxes:
                  - { zone: any, code: Springfield }
                payments:
                  - { type: any, depositTo: Undeposited Funds, refundItem: Refund }
                """);
        office.signsUp("acme", """
                  customer-to-quickbooks: { connection: books, every: 1s }
                  quickbooks-to-customer: { connection: books, every: 1s }
                  invoice-to-quickbooks: { connection: books, every: 1s }
                """);
    }

    @AfterEach
    void close() {
        office.close();
        quickBooks.close();
    }

    @Test
    void bothMeanTheSameCustomersAndEditsOfEitherSideArrive() {
        office.opens();
        long active = office.customers().stream().filter(row -> row.path("active").asBoolean()).count();
        awaited("every customer is there once",
                () -> assertThat(marks()).as(office.log()).hasSizeGreaterThanOrEqualTo((int) active));
        awaited("documents are posted", () -> assertThat(quickBooks.owner().records("Invoice")).as(office.log()).isNotEmpty());
        Map<String, String> billed = new HashMap<>();
        office.rows("accounting/invoices").forEach(row -> billed.put(row.path("referenceNumber").asText(),
                row.path("customer").path("id").asText()));
        assertThat(quickBooks.owner().records("Invoice")).allSatisfy(invoice -> assertThat(
                mark(quickBooks.owner().record("Customer", invoice.path("CustomerRef").path("value").asText())))
                .contains(billed.get(invoice.path("DocNumber").asText())));

        String ada = office.enters("Ada: Lovelace", Map.of("Email", "ada@example.com"));
        awaited("a new customer", () -> assertThat(customer(ada).map(row -> row.path("DisplayName").asText()))
                .as(office.log()).contains("Ada Lovelace"));
        office.edits(ada, Map.of("name", "Countess Lovelace"));
        awaited("a change", () -> assertThat(customer(ada).map(row -> row.path("DisplayName").asText()))
                .contains("Countess Lovelace"));
        String id = customer(ada).orElseThrow().path("Id").asText();
        quickBooks.owner().edit("Customer", id,
                "{\"DisplayName\":\"Somebody\",\"PrimaryEmailAddr\":{\"Address\":\"billing@example.com\"}}");
        awaited("an e-mail comes back", () -> assertThat(office.values(ada, "Email")).as(office.log())
                .containsExactly("billing@example.com"));
        awaited("a name is put right", () -> assertThat(quickBooks.owner().record("Customer", id).path("DisplayName").asText())
                .isEqualTo("Countess Lovelace"));
        assertThat(marks()).doesNotHaveDuplicates();
        assertThat(office.conflictsAbout(ada)).isEmpty();
    }

    private List<String> marks() {
        return quickBooks.owner().records("Customer").stream().flatMap(row -> mark(row).stream()).toList();
    }

    private static Optional<String> mark(JsonNode customer) {
        return customer.path("Notes").asText("").lines().filter(line -> line.startsWith("ServiceTitan customer "))
                .map(line -> line.substring("ServiceTitan customer ".length())).findFirst();
    }

    private Optional<ObjectNode> customer(String number) {
        return quickBooks.owner().records("Customer").stream().filter(row -> mark(row).filter(number::equals).isPresent())
                .findFirst();
    }
}
