package io.fieldline.destination.quickbooks;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** Creates and changes customers, one at a time, and looks at what QuickBooks made of each. */
final class CustomerWriter {

    private final QuickBooksClient client;
    private final CustomerRows customers;
    private final CustomerCreation creation;
    private final InstantSource time;
    private final String owner;

    /** @param owner tenant and connection */
    CustomerWriter(QuickBooksClient client, CustomerRows customers, CustomerCreation creation, InstantSource time,
            String owner) {
        this.client = client;
        this.customers = customers;
        this.creation = creation;
        this.time = time;
        this.owner = owner;
    }

    /**
     * @param name one of the customer's names
     * @return {@link WriteOutcome.Duplicate} for one that is there since an earlier try, so that it is compared first
     * @throws CannotWrite when QuickBooks does not take it
     */
    WriteOutcome create(SideWrite write, CustomerChange change, String name) {
        JsonNode made = creation.create(write.otherId(), change.names().orElseThrow(), name, change.body());
        String id = made.path("Id").asText();
        return others(made, write).isEmpty()
                ? new WriteOutcome.Written(id, CustomerRows.version(made))
                : new WriteOutcome.Duplicate("QuickBooks has this customer already, otherwise than it was asked for",
                        List.of(id), true);
    }

    /**
     * @param row the customer as it is; null where it is not there
     * @throws CannotWrite when QuickBooks cannot hold what is asked for
     */
    WriteOutcome change(SideWrite write, JsonNode row) {
        if (row == null) {
            return new WriteOutcome.Gone();
        }
        String version = CustomerRows.version(row);
        if (write.expectedVersion() != null && !write.expectedVersion().equals(version)) {
            return new WriteOutcome.Stale();
        }
        CustomerChange change = CustomerChange.of(write, row);
        if (change.nothing()) {
            return new WriteOutcome.Written(write.id(), version);
        }
        ObjectNode body = change.body().deepCopy().put("Id", write.id()).put("SyncToken", version).put("sparse", true);
        Reply reply = change.names().map(names -> renamed(body, names)).orElseGet(() -> send(body));
        if (reply instanceof Reply.Refused refused) {
            return refused(write, refused.fault());
        }
        return reply instanceof Reply.Lost lost
                ? new WriteOutcome.Later(lost.reason())
                : written(write, ((Reply.Done) reply).body().path(CustomerRows.KIND));
    }

    private Reply renamed(ObjectNode body, CustomerNames names) {
        Reply reply = send(body.put("DisplayName", names.plain()));
        return reply instanceof Reply.Refused refused && refused.fault().nameTaken()
                ? send(body.put("DisplayName", names.marked()))
                : reply;
    }

    /** A refusal is given again for the same id: after an hour QuickBooks is asked anew. */
    private Reply send(ObjectNode body) {
        return client.postAgain("/customer", body,
                RequestId.of(owner + "|" + body + "|" + time.instant().truncatedTo(ChronoUnit.HOURS)));
    }

    private WriteOutcome refused(SideWrite write, Fault fault) {
        if (fault.stale()) {
            return new WriteOutcome.Stale();
        }
        if (fault.missing() && customers.find(List.of(write.id())).isEmpty()) {
            return new WriteOutcome.Gone();
        }
        return new WriteOutcome.Refused(fault.spoken(),
                fault.nameTaken() ? List.of(CustomerField.NAME) : CustomerFields.named(fault.element()));
    }

    private static WriteOutcome written(SideWrite write, JsonNode row) {
        List<String> others = others(row, write);
        boolean state = write.state() == null
                || row.path("Active").asBoolean(true) == (write.state() == SideRecord.State.ACTIVE);
        if (others.isEmpty() && state) {
            return new WriteOutcome.Written(write.id(), CustomerRows.version(row));
        }
        return new WriteOutcome.Refused("QuickBooks took the change and left this as it was",
                others.isEmpty() ? List.of(SideWrite.STATE) : others);
    }

    /** The fields that are not as they were asked for. */
    private static List<String> others(JsonNode row, SideWrite write) {
        return CustomerFields.others(row, write.fields());
    }
}
