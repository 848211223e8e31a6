package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.BooksCustomer;

/** Creates a customer, by the name with ServiceTitan's number where the name alone is taken, by a vendor for example. */
final class CustomerCreation {

    private static final String EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";
    private static final int LONGEST_EMAIL = 100;
    /** One that was created before that was created by an earlier request of the same id. */
    private static final Duration JUST_NOW = Duration.ofMinutes(10);

    private final QuickBooksClient client;
    private final Queries queries;
    private final InstantSource time;
    private final String owner;

    /** @param owner tenant and connection */
    CustomerCreation(QuickBooksClient client, Queries queries, InstantSource time, String owner) {
        this.client = client;
        this.queries = queries;
        this.time = time;
        this.owner = owner;
    }

    /**
     * @param name one of the customer's names, the plain one if that seems to be free
     * @param body all but its name
     * @return the customer as QuickBooks has it, which may be there since an earlier try
     * @throws CannotWrite when QuickBooks refuses the customer
     */
    JsonNode create(String number, CustomerNames names, String name, ObjectNode body) {
        Reply reply = send(number, body, name);
        if (taken(reply)) {
            Optional<JsonNode> there = theirs(number, names);
            if (there.isPresent()) {
                return there.get();
            }
            reply = name.equals(names.marked()) ? reply : send(number, body, names.marked());
        }
        if (reply instanceof Reply.Refused refused) {
            Optional<JsonNode> there = taken(reply) ? row(names.marked()) : Optional.empty();
            return there.orElseThrow(() -> new CannotWrite("QuickBooks did not take its customer " + number + ": "
                    + refused.fault().spoken(), CustomerFields.named(refused.fault().element())));
        }
        if (reply instanceof Reply.Lost lost) {
            throw new RetryLaterException("QuickBooks did not take customer " + number + " yet: " + lost.reason(),
                    lost.after().orElse(null), null);
        }
        return ((Reply.Done) reply).body().path("Customer");
    }

    private static boolean taken(Reply reply) {
        return reply instanceof Reply.Refused refused && refused.fault().nameTaken();
    }

    /** A customer that says whose it is: an earlier try, or the other flow, was faster. */
    private Optional<JsonNode> theirs(String number, CustomerNames names) {
        return Stream.of(names.plain(), names.marked()).flatMap(name -> row(name).stream())
                .filter(row -> CustomerMark.in(row).filter(number::equals).isPresent()).findFirst();
    }

    private Optional<JsonNode> row(String name) {
        return queries.named("Customer", "DisplayName", List.of(name)).stream()
                .filter(row -> CustomerNames.folded(row.path("DisplayName").asText()).equals(CustomerNames.folded(name)))
                .findFirst();
    }

    /** A refusal is given again for the same id, so another content has another one, and the same content after an hour. */
    private Reply send(String number, ObjectNode body, String name) {
        ObjectNode whole = body.deepCopy().put("DisplayName", name);
        String first = owner + "|" + number + "|" + whole + "|" + time.instant().truncatedTo(ChronoUnit.HOURS);
        Reply reply = client.postAgain("/customer", whole, RequestId.of(first));
        String gone = gone(reply);
        while (!gone.isEmpty()) {
            reply = client.postAgain("/customer", whole, RequestId.of(first + "|" + gone));
            gone = gone(reply);
        }
        return reply;
    }

    /** The id of a customer that an earlier request of the same id created and that is not there any more; else empty. */
    private String gone(Reply reply) {
        if (!(reply instanceof Reply.Done done)) {
            return "";
        }
        JsonNode row = done.body().path("Customer");
        boolean earlier = Stamps.of(row.path("MetaData").path("CreateTime"), time.instant())
                .isBefore(time.instant().minus(JUST_NOW));
        String id = row.path("Id").asText();
        return earlier && client.get("/customer/" + id).isEmpty() ? id : "";
    }

    /** What the books are told of a customer. */
    static ObjectNode body(BooksCustomer customer) {
        ObjectNode body = QuickBooksClient.object().put("Notes", CustomerMark.with("", Long.toString(customer.id())));
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
}
