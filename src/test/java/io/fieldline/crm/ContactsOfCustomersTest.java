package io.fieldline.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.RetryLaterException;

/** Contacts have a feed of their own; no time of their customers moves with them. */
class ContactsOfCustomersTest {

    @TempDir
    Path folder;
    private BooksOffice office;

    @BeforeEach
    void open() {
        office = new BooksOffice(folder);
        office.serviceTitan.enter(7, "Ada Lovelace", null);
        office.serviceTitan.enter(8, "Bob Byron", null);
        shows(7, List.of(email("ada@example.com")));
        office.lookAtContacts(List.of(given(7, email("ada@example.com"))));
        office.look(7, 8);
        assertThat(emailOf("Ada Lovelace")).isEqualTo("ada@example.com");
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void aContactThatMovesLeavesItsFormerCustomerAlsoWhereThePageComesTwice() {
        Map<String, Object> contact = email("ada@example.com");
        shows(7, List.of());
        shows(8, List.of(contact));
        office.serviceTitan.away = true;
        assertThatThrownBy(() -> office.lookAtContacts(List.of(given(8, contact)))).isInstanceOf(RetryLaterException.class);
        office.serviceTitan.away = false;
        office.lookAtContacts(List.of(given(8, contact)));

        assertThat(emailOf("Bob Byron")).isEqualTo("ada@example.com");
        assertThat(emailOf("Ada Lovelace")).isEmpty();
    }

    @Test
    void aContactThatTheCustomerDoesNotShowYetComesAgain() {
        Map<String, Object> changed = email("countess@example.com");
        assertThatThrownBy(() -> office.lookAtContacts(List.of(given(7, changed)))).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("of customers 7 yet");
        assertThatThrownBy(() -> office.lookAtContacts(List.of(given(8, changed)))).as("a new one of a customer without any")
                .isInstanceOf(RetryLaterException.class).hasMessageContaining("of customers 7, 8 yet");

        shows(7, List.of(changed));
        office.lookAtContacts(List.of(given(7, changed)));
        assertThat(emailOf("Ada Lovelace")).isEqualTo("countess@example.com");
    }

    @Test
    void aContactThatIsNotShownAfterAMinuteIsNotWaitedForAnyMore() {
        Map<String, Object> changed = email("countess@example.com");
        office.passes(Duration.ofMinutes(1));

        assertThat(office.lookAtContacts(List.of(given(7, changed))).total()).isEqualTo(1);
    }

    @Test
    void aContactThatIsGoneIsNotWaitedFor() {
        Map<String, Object> gone = new LinkedHashMap<>(given(7, email("ada@example.com")));
        gone.put("active", false);
        shows(7, List.of());
        office.lookAtContacts(List.of(gone));

        assertThat(emailOf("Ada Lovelace")).isEmpty();
    }

    private Map<String, Object> email(String value) {
        office.passes(Duration.ofSeconds(1));
        return Map.of("id", 21L, "type", "Email", "value", value, "modifiedOn", office.now().toString());
    }

    private static Map<String, Object> given(long customer, Map<String, Object> contact) {
        Map<String, Object> row = new LinkedHashMap<>(contact);
        row.put("customerId", customer);
        return row;
    }

    private void shows(long customer, List<Map<String, Object>> contacts) {
        office.serviceTitan.edit(customer, "contacts", contacts);
    }

    private String emailOf(String name) {
        return office.inQuickBooks().get(name).path("PrimaryEmailAddr").path("Address").asText();
    }
}
