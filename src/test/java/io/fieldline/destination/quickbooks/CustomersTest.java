package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.PostOutcome;

class CustomersTest {

    @TempDir
    Path folder;
    private LocalCompany local;

    @BeforeEach
    void start() {
        local = new LocalCompany(folder);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private List<PostOutcome> sellTo(long... customers) {
        return local.books.post(LongStream.of(customers).mapToObj(id -> local.creation(LocalCompany.sale(id),
                LocalCompany.sale(id, "I" + id, "0.00", "1.00"))).toList());
    }

    private Map<Long, String> names(Long... customers) {
        Map<Long, String> names = new TreeMap<>();
        local.store.customerLinks().find("acme", "books", List.of(customers)).forEach((customer, id) -> names.put(customer,
                local.quickBooks.owner().record("Customer", id).path("DisplayName").asText()));
        return names;
    }

    @Test
    void customersOfOneNameAreToldApartByTheirNumbersInTheirOrder() {
        local.customer(30, "John Smith");
        local.customer(12, "JOHN SMITH");
        local.customer(7, "John: Smith");
        assertThat(sellTo(30, 12, 7)).hasOnlyElementsOfType(PostOutcome.Posted.class);

        assertThat(names(7L, 12L, 30L)).isEqualTo(Map.of(7L, "John Smith", 12L, "JOHN SMITH (12)", 30L, "John Smith (30)"));
    }

    @Test
    void aCustomerThatQuickBooksHasByNameIsTakenUnlessItIsAnothers() {
        String smith = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"O'Brien & Sons\"}");
        local.customer(10, "O'Brien & Sons");
        local.customer(11, "O'Brien & Sons");
        sellTo(11);
        sellTo(10);

        assertThat(local.store.customerLinks().find("acme", "books", List.of(11L))).isEqualTo(Map.of(11L, smith));
        assertThat(names(10L)).isEqualTo(Map.of(10L, "O'Brien & Sons (10)"));
        assertThat(local.store.customerLinks().linkedTo("acme", "books", smith)).contains(11L);
    }

    @Test
    void aCustomerOfTheNameWithAnotherEmailIsSomebodyElse() {
        local.quickBooks.owner().create("Customer",
                "{\"DisplayName\":\"John Smith\",\"PrimaryEmailAddr\":{\"Address\":\"john@elsewhere.example\"}}");
        local.customer(10, "John Smith");
        sellTo(10);

        assertThat(names(10L)).isEqualTo(Map.of(10L, "John Smith (10)"));
    }

    @Test
    void aVendorsNameIsNotTaken() {
        local.quickBooks.owner().create("Vendor", "{\"DisplayName\":\"Acme Supply\"}");
        local.customer(10, "Acme Supply");
        sellTo(10);

        assertThat(names(10L)).isEqualTo(Map.of(10L, "Acme Supply (10)"));
    }

    @Test
    void oneThatIsLinkedIsFoundWhateverItsNameIsNow() {
        sellTo(1);
        String id = local.store.customerLinks().find("acme", "books", List.of(1L)).get(1L);
        local.quickBooks.owner().edit("Customer", id, "{\"DisplayName\":\"Renamed\"}");
        local.books.post(List.of(local.creation(LocalCompany.sale(5), LocalCompany.sale(1, "I5", "0.00", "1.00"))));

        assertThat(local.quickBooks.owner().records("Customer")).hasSize(1);
    }

    @Test
    void withoutLeaveToCreateTheDocumentIsRefused() {
        local.creates = false;

        assertThat(sellTo(1)).singleElement().isInstanceOfSatisfying(PostOutcome.Refused.class,
                refused -> assertThat(refused.reason()).contains("customer 1").contains("created")
                        .doesNotContain("Customer 1"));
        assertThat(local.writes()).isZero();
    }

    @Test
    void aCustomerThatServiceTitanDoesNotHaveIsRefusedAndTheOthersGoThrough() {
        assertThat(sellTo(77, 1)).satisfiesExactly(one -> assertThat(one).isInstanceOf(PostOutcome.Refused.class),
                two -> assertThat(two).isInstanceOf(PostOutcome.Posted.class));
    }

    @Test
    void aCustomerThatWasMergedOrMadeInactiveGivesWayToTheOneOfItsName() {
        String merged = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer One, once\"}");
        String inactive = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer Two, once\"}");
        String one = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer 1\"}");
        String two = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer 2\"}");
        local.store.customerLinks().link("acme", "books", 1, merged);
        local.store.customerLinks().link("acme", "books", 2, inactive);
        local.quickBooks.owner().merge(merged, one);
        local.quickBooks.owner().deactivate("Customer", inactive);

        assertThat(sellTo(1, 2)).hasOnlyElementsOfType(PostOutcome.Posted.class);
        assertThat(local.store.customerLinks().find("acme", "books", List.of(1L, 2L))).isEqualTo(Map.of(1L, one, 2L, two));
        assertThat(local.quickBooks.owner().record("Customer", inactive).path("Active").asBoolean()).isFalse();
    }

    @Test
    void aCustomerThatIsNotInUseAndHasNoOtherOfItsNameWaitsForAPerson() {
        String old = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"Somebody Else\"}");
        local.store.customerLinks().link("acme", "books", 1, old);
        local.quickBooks.owner().deactivate("Customer", old);

        assertThat(sellTo(1)).singleElement().isInstanceOf(PostOutcome.Refused.class);
        assertThat(local.store.customerLinks().find("acme", "books", List.of(1L))).isEqualTo(Map.of(1L, old));
        assertThat(local.quickBooks.owner().records("Customer")).hasSize(1);
    }

    @Test
    void aNameWithABackslashAndAnApostropheIsFound() {
        String there = local.quickBooks.owner().create("Customer", "{\"DisplayName\":\"O'Neil \\\\ Sons\"}");
        local.customer(10, "O'Neil \\ Sons");
        local.customer(11, "O'Neil & Sons");
        assertThat(sellTo(10, 11)).hasOnlyElementsOfType(PostOutcome.Posted.class);

        assertThat(local.store.customerLinks().find("acme", "books", List.of(10L))).isEqualTo(Map.of(10L, there));
        assertThat(names(11L)).isEqualTo(Map.of(11L, "O'Neil & Sons"));
    }

    @Test
    void aCustomerThatWasRefusedIsTakenOnceItIsMended() {
        CustomerCreation creation = creation();
        CustomerNames names = CustomerNames.of("20", "Ada Hopper");
        assertThatThrownBy(() -> creation.create("20", names, "Ada Hopper", QuickBooksClient.object().put("Colour", "red")))
                .isInstanceOf(CannotWrite.class);

        assertThat(creation.create("20", names, "Ada Hopper", QuickBooksClient.object()).path("Id").asText()).isNotEmpty();
    }

    @Test
    void aCustomerThatDocumentsAndCustomerSyncCreateAtOnceIsOne() {
        CustomerNames names = CustomerNames.of("20", "Ada Hopper");
        ObjectNode first = QuickBooksClient.object().put("Notes", CustomerMark.with("", "20"));
        String made = creation().create("20", names, "Ada Hopper", first).path("Id").asText();
        ObjectNode second = QuickBooksClient.object().put("CompanyName", "Hopper").put("Notes", CustomerMark.with("", "20"));

        assertThat(creation().create("20", names, "Ada Hopper", second).path("Id").asText()).isEqualTo(made);
        assertThat(local.quickBooks.owner().records("Customer")).hasSize(1);
    }

    private CustomerCreation creation() {
        QuickBooksClient client = local.companies.client(local.connection);
        return new CustomerCreation(client, new Queries(client), InstantSource.system(), "acme|books");
    }
}
