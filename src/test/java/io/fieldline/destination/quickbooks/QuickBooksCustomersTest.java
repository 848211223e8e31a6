package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Duplicate;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Stale;
import io.fieldline.sync.pair.WriteOutcome.Written;

class QuickBooksCustomersTest {

    private static final String NAME = "Customer.DisplayName";
    private static final String EMAIL = "Customer.PrimaryEmailAddr";

    @TempDir
    Path folder;
    private LocalCompany local;
    private QuickBooksCustomers customers;

    @BeforeEach
    void start() {
        local = new LocalCompany(folder);
        customers = new QuickBooksCustomers(local.companies, local.store.customerLinks(), "acme", local.connection, Set.of());
    }

    @AfterEach
    void stop() {
        customers.close();
        local.close();
    }

    private WriteOutcome write(SideWrite write) {
        return customers.write(List.of(write)).get(0);
    }

    private static SideWrite creation(long customer, String name) {
        return new SideWrite(null, Long.toString(customer), Map.of(NAME, name), null, null);
    }

    private String created(long customer, Map<String, Object> fields) {
        return ((Written) write(new SideWrite(null, Long.toString(customer), fields, null, null))).id();
    }

    private SideRecord read(String id) {
        return customers.read(List.of(id)).get(0);
    }

    private SideWrite change(String id, Map<String, Object> fields) {
        SideRecord record = read(id);
        return new SideWrite(id, record.otherId(), fields, record.version(), null);
    }

    private JsonNode row(String id) {
        return local.quickBooks.owner().record("Customer", id);
    }

    @Test
    void aCustomerReadsBackAsItWasWritten() {
        Map<String, Object> fields = new HashMap<>(Map.of(NAME, "Ada Lovelace", EMAIL, "ada@example.com",
                "Customer.PrimaryPhone", "+15125550100", "Customer.BillAddr.City", "Austin", "Customer.Taxable", false,
                "Customer.Notes", "Rings twice", "Customer.WebAddr", "https://ada.example.com"));
        String id = created(7, fields);

        SideRecord record = read(id);
        assertThat(record.fields()).containsAllEntriesOf(fields).containsEntry("Customer.Mobile", null);
        assertThat(record.otherId()).isEqualTo("7");
        assertThat(record.state()).isEqualTo(State.ACTIVE);
        assertThat(customers.describe().keySet()).containsAll(record.fields().keySet());
    }

    @Test
    void aChangeSendsNothingThatIsSoAlreadyAndLeavesTheRest() {
        String id = created(7, Map.of(NAME, "Ada Lovelace", "Customer.BillAddr.City", "Austin", "Customer.BillAddr.Lines",
                "1 Main St\nApt 4", "Customer.Mobile", "+15125550100"));
        assertThat(write(change(id, Map.of("Customer.BillAddr.City", "Austin")))).isEqualTo(new Written(id, "0"));

        Map<String, Object> fields = new HashMap<>(Map.of("Customer.BillAddr.City", "Waco"));
        fields.put("Customer.Mobile", null);
        assertThat(write(change(id, fields))).isEqualTo(new Written(id, "1"));
        assertThat(read(id).fields()).containsEntry("Customer.BillAddr.City", "Waco")
                .containsEntry("Customer.BillAddr.Lines", "1 Main St\nApt 4").containsEntry("Customer.Mobile", null);
        write(change(id, Map.of("Customer.BillAddr.Lines", "2 Main St")));
        assertThat(row(id).path("BillAddr").path("Line1").asText()).isEqualTo("2 Main St");
        assertThat(row(id).path("BillAddr").path("Line2").asText()).isEmpty();
        assertThat(row(id).path("BillAddr").path("City").asText()).isEqualTo("Waco");
    }

    @Test
    void somebodysEditSinceTheReadingIsNotOverwritten() {
        String id = created(7, Map.of(NAME, "Ada Lovelace"));
        SideWrite write = change(id, Map.of(NAME, "Countess Lovelace"));
        local.quickBooks.owner().edit("Customer", id, "{\"CompanyName\":\"Engines\"}");

        assertThat(write(write)).isInstanceOf(Stale.class);
        assertThat(row(id).path("DisplayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(write(new SideWrite("987654", "7", Map.of(), "0", null))).isInstanceOf(Gone.class);
    }

    @Test
    void aFurtherEmailThatSomebodyEnteredStays() {
        String id = created(7, Map.of(NAME, "Ada Lovelace"));
        local.quickBooks.owner().edit("Customer", id,
                "{\"PrimaryEmailAddr\":{\"Address\":\"ada@example.com, billing@example.com\"}}");
        assertThat(read(id).fields()).containsEntry(EMAIL, "ada@example.com");

        write(change(id, Map.of(EMAIL, "countess@example.com")));
        assertThat(row(id).path("PrimaryEmailAddr").path("Address").asText())
                .isEqualTo("countess@example.com, billing@example.com");
        assertThat(write(change(id, Map.of(EMAIL, "c".repeat(80) + "@example.com")))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly(EMAIL));
    }

    @Test
    void whatQuickBooksRefusesNamesItsField() {
        String id = created(7, Map.of(NAME, "Ada Lovelace"));
        assertThat(write(change(id, Map.of("Customer.GivenName", "A".repeat(101))))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("Customer.GivenName"));
        assertThat(write(change(id, Map.of("Customer.Balance", "1")))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("Customer.Balance"));
        assertThat(write(new SideWrite(null, "8", Map.of(EMAIL, "bob@example.com"), null, null)))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.fields()).containsExactly(NAME));
        String full = "n".repeat(1_990);
        String other = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Full\",\"Notes\":\"" + full + "\"}");
        assertThat(write(new SideWrite(other, "9", Map.of(), "0", null))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).contains("notes"));
        assertThat(row(other).path("Notes").asText()).isEqualTo(full);
    }

    @Test
    void oneThatIsThereByNameIsGivenInsteadOfASecondOne() {
        String known = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Ada Lovelace\"}");
        assertThat(write(creation(7, "Ada Lovelace"))).isInstanceOfSatisfying(Duplicate.class, duplicate -> {
            assertThat(duplicate.candidates()).containsExactly(known);
            assertThat(duplicate.certain()).isTrue();
        });
        local.store.customerLinks().link("acme", "books", 8, known);
        assertThat(write(creation(7, "Ada Lovelace"))).as("it is another's").isInstanceOf(Written.class);
        assertThat(local.quickBooks.owner().idOf("Customer", "Ada Lovelace (7)")).isNotEqualTo(known);
    }

    @Test
    void whateverFailsEachCustomerIsThereOnce() {
        FaultRates some = FaultRates.parse("server-error=0.1,connection-reset=0.1,too-many-requests=0.02");
        local.quickBooks.faults(some, some);
        List<SideWrite> writes = IntStream.rangeClosed(1, 60).mapToObj(id -> creation(id, "Customer " + id % 40)).toList();
        List<SideWrite> open = new ArrayList<>(writes);
        for (int turn = 0; turn < 20 && !open.isEmpty(); turn++) {
            List<SideWrite> asked = List.copyOf(open);
            List<WriteOutcome> outcomes = customers.write(asked);
            for (int at = 0; at < asked.size(); at++) {
                if (!(outcomes.get(at) instanceof WriteOutcome.Later)) {
                    open.remove(asked.get(at));
                }
            }
        }

        assertThat(open).isEmpty();
        assertThat(local.quickBooks.owner().records("Customer")).extracting(row -> row.path("Notes").asText())
                .doesNotHaveDuplicates().hasSize(60);
    }

    @Test
    void allAreToldOnceAndThenWhatChanged() {
        for (int number = 0; number < 1_001; number++) {
            local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer " + number + "\"}");
        }
        String inactive = local.quickBooks.owner().idOf("Customer", "Customer 1");
        local.quickBooks.owner().deactivate("Customer", inactive);
        Crm.Changes first = customers.changes(null);
        Crm.Changes rest = customers.changes(first.next());
        assertThat(first.records()).hasSize(1_000).filteredOn(record -> record.state() == State.INACTIVE).singleElement()
                .satisfies(record -> assertThat(record.fields()).as("it is nobody's").isEmpty());
        assertThat(first.more()).isTrue();
        assertThat(rest.records()).hasSize(1);
        assertThat(rest.more()).isFalse();

        Crm.Changes many = customers.changes(rest.next());
        assertThat(many.more()).as("QuickBooks tells no more than 1,000 at once").isTrue();
        assertThat(customers.changes(customers.changes(many.next()).next()).records()).hasSize(1);
    }

    @Test
    void oneThatIsGoneIsToldAndStrangersAreThoseOfNobody() {
        String position = customers.changes(null).next();
        String ours = created(7, Map.of(NAME, "Ada Lovelace"));
        String stranger = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Bob\"}");
        String gone = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Robert\"}");
        local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"New kitchen\",\"IsProject\":true}");
        local.quickBooks.owner().merge(gone, stranger);

        assertThat(states(customers.changes(position)))
                .isEqualTo(Map.of(ours, State.ACTIVE, stranger, State.ACTIVE, gone, State.DELETED));
        assertThat(states(customers.changesOfStrangers(position)))
                .isEqualTo(Map.of(stranger, State.ACTIVE, gone, State.DELETED));
        assertThat(customers.read(List.of(gone))).isEmpty();
    }

    private static Map<String, State> states(Crm.Changes changes) {
        Map<String, State> states = new HashMap<>();
        changes.records().forEach(record -> states.put(record.id(), record.state()));
        return states;
    }

    @Test
    void afterALongPauseAllAreReadAnew() {
        String known = created(7, Map.of(NAME, "Ada Lovelace"));
        Instant before = Instant.now().minus(Duration.ofDays(31));
        Crm.Changes changes = customers.changes(new CustomerPosition(before, before, 0).text());

        assertThat(states(changes)).isEqualTo(Map.of(known, State.ACTIVE));
        assertThat(changes.more()).isFalse();
    }

    @Test
    void oneThatWasClosedBecauseItsSettingsChangedAsksForAnotherTry() {
        customers.close();
        assertThatThrownBy(() -> write(creation(7, "Ada Lovelace"))).isInstanceOf(RetryLaterException.class);
        assertThat(local.quickBooks.owner().records("Customer")).isEmpty();
    }

    @Test
    void whoeverCallsACompanySharesItsPace() {
        QuickBooksClient documents = local.companies.client(local.connection);
        assertThat(local.companies.client(local.connection)).isSameAs(documents);
        QuickBooksClient check = local.companies
                .client(LocalCompany.connection(local.quickBooks, Map.of("callsPerMinute", 1_000L, "connections", 2L)));
        assertThat(check.pace()).isSameAs(documents.pace());
        assertThat(local.companies.client(LocalCompany.connection(local.quickBooks, Map.of("realmId", "42"))).pace())
                .isNotSameAs(documents.pace());
    }
}
