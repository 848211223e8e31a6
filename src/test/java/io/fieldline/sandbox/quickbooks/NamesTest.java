package io.fieldline.sandbox.quickbooks;

import static io.fieldline.sandbox.quickbooks.QuickBooksClient.amount;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.changed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

class NamesTest {

    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void customersAndVendorsShareOneListOfNamesInAnyCase() {
        JsonNode ada = client.create("Customer", "{\"GivenName\":\"Ada\",\"FamilyName\":\"Byron\"}");

        assertThat(Fields.text(ada, "DisplayName")).isEqualTo("Ada Byron");
        client.assertRefused("customer", "{\"DisplayName\":\"ada byron\"}", "6240");
        client.assertRefused("vendor", "{\"DisplayName\":\"Ada Byron\"}", "6240");
        client.assertRefused("customer", "{\"DisplayName\":\"Illinois Department of Revenue\"}", "6240");
        client.done("Customer", "customer", changed(ada, "\"DisplayName\":\"Ada Byron\""));
    }

    @Test
    void aNameHasItsLengthAndItsLetters() {
        client.assertRefused("customer", "{}", "2020");
        client.assertRefused("customer", "{\"DisplayName\":\"a:b\"}", "6000");
        client.assertRefused("customer", "{\"DisplayName\":\"a\\tb\"}", "6000");
        client.assertRefused("customer", "{\"DisplayName\":\"" + "a".repeat(501) + "\"}", "2050");
        client.assertRefused("item", item("i".repeat(101), "10"), "2050");
        client.assertRefused("customer", "{\"DisplayName\":\"a\",\"PrimaryEmailAddr\":{\"Address\":\"nowhere\"}}", "6000");
    }

    @Test
    void anInactiveNameIsMarkedAndFreeAgain() {
        JsonNode first = client.create("Customer", "{\"DisplayName\":\"Ada\"}");
        JsonNode gone = client.done("Customer", "customer", changed(first, "\"Active\":false"));
        JsonNode second = client.create("Customer", "{\"DisplayName\":\"Ada\"}");

        assertThat(Fields.text(gone, "DisplayName")).isEqualTo("Ada (deleted)");
        client.assertRefused("customer", changed(gone, "\"Active\":true"), "6240");
        assertThat(Fields.text(client.done("Customer", "customer", changed(second, "\"Active\":false")), "DisplayName"))
                .isEqualTo("Ada (deleted 2)");
        assertThat(Fields.text(client.done("Customer", "customer", changed(gone, "\"Active\":true")), "DisplayName"))
                .isEqualTo("Ada");
        client.assertRefused("customer?operation=delete", changed(second, ""), "500");
    }

    @Test
    void whatIsInactiveCannotBeUsed() {
        String customer = client.customer("Ada");
        String body = client.form(customer, "10.00");
        JsonNode invoice = client.create("Invoice", body);
        quickBooks.owner().deactivate("Item", quickBooks.owner().idOf("Item", "HVAC Service"));

        client.assertRefused("invoice", body, "610");
        client.done("Invoice", "invoice", changed(invoice, "\"PrivateNote\":\"still there\""));
        String other = body.replaceAll("\"ItemRef\":\\{[^}]*}",
                "\"ItemRef\":{\"value\":\"" + quickBooks.owner().idOf("Item", "HVAC Install") + "\"}");
        client.create("Invoice", other);
        quickBooks.owner().deactivate("Customer", customer);
        client.assertRefused("invoice", other, "610");
    }

    @Test
    void anItemNeedsAnAccountAndACategoryCannotBeSold() {
        client.assertRefused("item", "{\"Name\":\"Filter\",\"Type\":\"Service\"}", "2020");
        client.assertRefused("item", item("Filter", quickBooks.owner().idOf("Account", "Checking")), "6000");
        client.assertRefused("item", "{\"Name\":\"Filter\",\"Type\":\"Inventory\"}", "6000");
        JsonNode filter = client.create("Item", item("Filter", quickBooks.owner().idOf("Account", "HVAC Service Income"))
                .replaceFirst("\\{", "{\"SubItem\":true,\"ParentRef\":{\"value\":\""
                        + quickBooks.owner().idOf("Item", "Price Book") + "\"},"));

        assertThat(Fields.text(filter, "FullyQualifiedName")).isEqualTo("Price Book:Filter");
        client.assertRefused("invoice", "{\"CustomerRef\":{\"value\":\"" + client.customer("Ada") + "\"},\"Line\":["
                + client.line("Price Book", "1.00", "NON") + "]}", "6000");
    }

    @Test
    void balancesAreWhatTheBooksSay() {
        JsonNode ada = client.create("Customer", "{\"DisplayName\":\"Ada\"}");
        client.create("Invoice", client.form(Fields.text(ada, "Id"), "99.95"));

        assertThat(amount(client.read("Customer", ada), "Balance")).isEqualByComparingTo("99.95");
        JsonNode income = client.query("select * from Account where Name = 'HVAC Service Income'").path("Account").path(0);
        assertThat(amount(income, "CurrentBalance")).isEqualByComparingTo("99.95");
    }

    @Test
    void theSetUpOfTheCompanyCanOnlyBeRead() {
        assertThat(client.query("select * from TaxCode").path("TaxCode")).hasSize(5);
        client.assertRefused("taxcode", "{\"Name\":\"Mine\"}", "500");
        client.assertRefused("estimate", "{}", "500");
    }

    private static String item(String name, String account) {
        return "{\"Name\":\"" + name + "\",\"Type\":\"NonInventory\",\"IncomeAccountRef\":{\"value\":\"" + account + "\"}}";
    }
}
