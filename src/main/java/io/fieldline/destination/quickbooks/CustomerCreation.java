package io.fieldline.destination.quickbooks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.BooksCustomer;

/** Creates a customer, by the name with ServiceTitan's number where the name alone is taken, by a vendor for example. */
final class CustomerCreation {

    private static final int REQUEST_ID_BYTES = 20;
    private static final String EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";
    private static final int LONGEST_EMAIL = 100;

    private final QuickBooksClient client;
    private final Queries queries;
    private final String owner;

    /** @param owner tenant and connection */
    CustomerCreation(QuickBooksClient client, Queries queries, String owner) {
        this.client = client;
        this.queries = queries;
        this.owner = owner;
    }

    /**
     * @return QuickBooks' id
     * @throws CannotWrite when QuickBooks refuses the customer
     */
    String create(BooksCustomer customer, String name) {
        Reply reply = send(customer, name);
        String marked = CustomerNames.of(customer).marked();
        if (reply instanceof Reply.Refused refused && refused.fault().nameTaken() && !name.equals(marked)) {
            reply = send(customer, marked);
        }
        if (reply instanceof Reply.Refused refused) {
            Optional<String> there = refused.fault().nameTaken() ? named(marked) : Optional.empty();
            return there.orElseThrow(() -> new CannotWrite("QuickBooks did not take its customer " + customer.id() + ": "
                    + refused.fault().spoken()));
        }
        if (reply instanceof Reply.Lost lost) {
            throw new RetryLaterException("QuickBooks did not take customer " + customer.id() + " yet: " + lost.reason(),
                    lost.after().orElse(null), null);
        }
        return ((Reply.Done) reply).body().path("Customer").path("Id").asText();
    }

    private Optional<String> named(String name) {
        return queries.all("Customer", "DisplayName in " + Queries.list(List.of(name))).stream().findFirst()
                .map(row -> row.path("Id").asText());
    }

    private Reply send(BooksCustomer customer, String name) {
        ObjectNode body = body(customer, name);
        String requestId = requestId(owner + "|" + customer.id() + "|" + name);
        Reply reply = client.post("/customer", body, requestId);
        for (int tried = 1; tried < QuickBooksClient.TRIES && reply instanceof Reply.Lost; tried++) {
            QuickBooksClient.pause(tried);
            reply = client.post("/customer", body, requestId);
        }
        return reply;
    }

    private static ObjectNode body(BooksCustomer customer, String name) {
        ObjectNode body = QuickBooksClient.object().put("DisplayName", name).put("Notes",
                "ServiceTitan customer " + customer.id());
        customer.email().map(String::strip).filter(email -> email.matches(EMAIL) && email.length() <= LONGEST_EMAIL)
                .ifPresent(email -> body.putObject("PrimaryEmailAddr").put("Address", email));
        customer.address().ifPresent(address -> {
            ObjectNode bill = body.putObject("BillAddr");
            put(bill, "Line1", address.street());
            put(bill, "Line2", address.unit());
            put(bill, "City", address.city());
            put(bill, "CountrySubDivisionCode", address.state());
            put(bill, "PostalCode", address.zip());
            put(bill, "Country", address.country());
        });
        return body;
    }

    private static void put(ObjectNode address, String field, String text) {
        if (!text.isBlank()) {
            address.put(field, text.strip());
        }
    }

    private static String requestId(String of) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8)), 0, REQUEST_ID_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
