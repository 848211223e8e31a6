package io.fieldline.destination.quickbooks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BooksCustomer;
import io.fieldline.ledger.CustomerLinks;

/**
 * Finds customers by their names. One that bears the name with ServiceTitan's number is the customer; one that bears the name
 * alone is, unless it is another's already, says that it is, or has another e-mail.
 */
final class CustomerSearch {

    private final Queries queries;
    private final CustomerLinks links;
    private final String tenant;
    private final String books;
    private final int namesAtOnce;
    private final Map<String, JsonNode> rows = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** @param books the connection's name */
    CustomerSearch(Queries queries, CustomerLinks links, String tenant, String books, int namesAtOnce) {
        this.queries = queries;
        this.links = links;
        this.tenant = tenant;
        this.books = books;
        this.namesAtOnce = namesAtOnce;
    }

    /** Looks for all of them together. */
    void read(Collection<BooksCustomer> customers) {
        List<String> names = new ArrayList<>();
        customers.stream().map(CustomerNames::of).forEach(both -> {
            names.add(both.plain());
            names.add(both.marked());
        });
        for (int from = 0; from < names.size(); from += namesAtOnce) {
            List<String> some = names.subList(from, Math.min(names.size(), from + namesAtOnce));
            queries.named("Customer", "DisplayName", some)
                    .forEach(row -> rows.put(CustomerNames.folded(row.path("DisplayName").asText()), row));
        }
    }

    /** QuickBooks' id; nobody else finds it afterwards. */
    Optional<String> take(BooksCustomer customer) {
        CustomerNames names = CustomerNames.of(customer);
        Optional<String> found = row(names.marked()).or(() -> row(names.plain()).filter(row -> free(customer, row)))
                .map(row -> row.path("Id").asText());
        found.ifPresent(taken::add);
        return found;
    }

    /** The name for a new customer, which nobody else gets afterwards. */
    String name(BooksCustomer customer) {
        CustomerNames names = CustomerNames.of(customer);
        return row(names.plain()).isEmpty() && taken.add(CustomerNames.folded(names.plain()))
                ? names.plain()
                : names.marked();
    }

    private Optional<JsonNode> row(String name) {
        return Optional.ofNullable(rows.get(CustomerNames.folded(name)));
    }

    private boolean free(BooksCustomer customer, JsonNode row) {
        String id = row.path("Id").asText();
        String email = row.path("PrimaryEmailAddr").path("Address").asText("").strip();
        boolean others = links.linkedTo(tenant, books, id).filter(other -> other != customer.id()).isPresent()
                || CustomerMark.in(row).filter(other -> !other.equals(Long.toString(customer.id()))).isPresent();
        boolean otherEmail = !email.isEmpty()
                && customer.email().filter(own -> !own.strip().equalsIgnoreCase(email)).isPresent();
        return !others && !otherEmail && !taken.contains(id);
    }
}
