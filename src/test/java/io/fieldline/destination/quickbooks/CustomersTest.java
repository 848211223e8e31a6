package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
