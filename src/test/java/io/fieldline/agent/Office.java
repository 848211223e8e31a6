package io.fieldline.agent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.Quoted;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.UndoRecipe;
import io.fieldline.agent.tool.WritingTool;

/**
 * Customers of some tenants in memory, with a tool that shows one, one that changes one, one that nothing takes back, one that
 * finds some, and two that call any operation.
 */
final class Office implements Requests {

    static final String CUSTOMERS = "crm/customers";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** By tenant and id. */
    private final Map<String, ObjectNode> customers = new TreeMap<>();
    /** What was sent, in order. */
    final List<PlannedRequest> sent = new ArrayList<>();
    /** Happens right before something is sent. */
    Runnable beforeSending = () -> {
    };
    /** Happens right before a customer is shown. */
    volatile Runnable beforeShowing = () -> {
    };
    /** What the next call says instead of an answer. */
    RuntimeException trouble;
    /** Whether what was written cannot be read back. */
    boolean unreadable;

    void customer(String tenant, String id, String name, String phone, String email, String street, String notes) {
        customers.put(tenant + "/" + id, JSON.objectNode().put("name", name).put("phone", phone).put("email", email)
                .put("street", street).put("notes", notes).put("version", 1));
    }

    ObjectNode customer(String tenant, String id) {
        return customers.get(tenant + "/" + id);
    }

    /** Somebody in the office changes a field. */
    void change(String tenant, String id, String field, String value) {
        ObjectNode customer = customer(tenant, id);
        customer.put(field, value).put("version", customer.get("version").asInt() + 1);
    }

    List<Tool> tools() {
        return List.of(new Show(), new Change(), new Charge(), new Find(), new Read(), new Call());
    }

    @Override
    public Optional<String> version(String tenant, RecordRef record) {
        return Optional.ofNullable(customer(tenant, record.id())).map(customer -> customer.get("version").asText());
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        beforeSending.run();
        if (call.cancelled().getAsBoolean()) {
            throw RefusedCallException.of("not_possible", "cancelled before anything was sent");
        }
        throwTrouble();
        List<RecordChange> done = new ArrayList<>();
        List<RecordChange> restores = new ArrayList<>();
        List<PlannedRequest> back = new ArrayList<>();
        proposal.requests().forEach(sent::add);
        for (RecordChange change : proposal.changes()) {
            ObjectNode before = JSON.objectNode();
            List<FieldChange> reverse = new ArrayList<>();
            for (FieldChange field : change.fields()) {
                change(call.tenant(), change.record().id(), field.field(), field.after().asText());
                before.set(field.field(), field.before());
                reverse.add(new FieldChange(field.field(), field.after(), field.before()));
            }
            String version = unreadable ? "" : version(call.tenant(), change.record()).orElseThrow();
            done.add(new RecordChange(change.record(), version, unreadable ? List.of() : change.fields()));
            restores.add(new RecordChange(change.record(), version, reverse));
            back.add(new PlannedRequest(CUSTOMERS, "update", Map.of("id", change.record().id()), Map.of(), before));
        }
        return new Effect(done, unreadable ? List.of("it was sent and could not be read back") : List.of(),
                JSON.objectNode().put("id", "done"),
                proposal.reversible() ? Optional.of(new UndoRecipe(back, restores)) : Optional.empty());
    }

    private void throwTrouble() {
        if (trouble != null) {
            RuntimeException thrown = trouble;
            trouble = null;
            throw thrown;
        }
    }

    private static ObjectNode object(String... required) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.putObject("properties");
        for (String name : required) {
            schema.withArray("required").add(name);
        }
        return schema;
    }

    private static ObjectNode property(ObjectNode schema, String name, String type) {
        return ((ObjectNode) schema.get("properties")).putObject(name).put("type", type);
    }

    private ObjectNode known(ToolCall call) {
        String id = call.arguments().get("id").asText();
        return Optional.ofNullable(customer(call.tenant(), id))
                .orElseThrow(() -> RefusedCallException.of("not_found", "There is no customer " + id));
    }

    /** Shows a customer. */
    private final class Show implements ReadingTool {

        @Override
        public ToolDescription description() {
            ObjectNode input = object("tenant", "id");
            property(input, "tenant", "string");
            property(input, "id", "string").put("pattern", "^\\d+$");
            property(input, "most", "integer").put("minimum", 1).put("maximum", 50);
            property(input, "sort", "string").putArray("enum").add("name").add("id");
            ObjectNode output = object("name", "phone");
            property(output, "name", "string").put("x-personal", "name");
            property(output, "phone", "string").put("x-personal", "phone").put("pattern", "^\\+?\\d+$");
            property(output, "email", "string").put("x-personal", "email");
            ObjectNode address = property(output, "address", "object").put("x-personal", "address");
            address.putObject("properties").putObject("street").put("type", "string");
            ((ObjectNode) output.get("properties")).set("notes", Quoted.schema());
            property(output, "title", "string");
            return new ToolDescription("show_customer", "Show a customer", "Shows a customer.", "office", input, output,
                    Hints.reading());
        }

        @Override
        public ObjectNode read(ToolCall call) {
            throwTrouble();
            beforeShowing.run();
            ObjectNode customer = known(call);
            ObjectNode answer = JSON.objectNode().put("title", "Customer " + customer.get("name").asText());
            answer.set("name", customer.get("name"));
            answer.set("phone", customer.get("phone"));
            answer.set("email", customer.get("email"));
            answer.putObject("address").set("street", customer.get("street"));
            answer.set("notes", Quoted.of(customer.get("notes").asText()));
            return answer;
        }
    }

    /** Changes a field of a customer. */
    private final class Change implements WritingTool {

        @Override
        public ToolDescription description() {
            ObjectNode input = object("tenant", "id", "field", "value");
            property(input, "tenant", "string");
            property(input, "id", "string");
            property(input, "field", "string").putArray("enum").add("name").add("phone").add("email").add("street")
                    .add("notes");
            property(input, "value", "string").put("maxLength", 100);
            property(input, "records", "integer");
            return new ToolDescription("change_customer", "Change a customer", "Changes a customer.", "office", input, object(),
                    Hints.writing());
        }

        @Override
        public Proposal propose(ToolCall call) {
            ObjectNode customer = known(call);
            String id = call.arguments().get("id").asText();
            String field = call.arguments().get("field").asText();
            JsonNode value = call.arguments().get("value");
            RecordChange change = new RecordChange(new RecordRef(CUSTOMERS, id), customer.get("version").asText(),
                    List.of(new FieldChange(field, customer.get(field), value)));
            ObjectNode body = JSON.objectNode();
            body.set(field, value);
            return new Proposal(
                    "Changes " + field + " of " + Mention.of("name", customer.get("name").asText()) + ", "
                            + customer.get("phone").asText(),
                    List.of(change), List.of(new PlannedRequest(CUSTOMERS, "update", Map.of("id", id), Map.of(), body)),
                    List.of("tells " + customer.get("email").asText()),
                    new Cost(call.arguments().path("records").asInt(1), BigDecimal.ZERO, 0), "Puts " + field + " back",
                    JSON.objectNode());
        }

        @Override
        public Effect carryOut(ToolCall call, Proposal proposal) {
            return Office.this.carryOut(call, proposal);
        }
    }

    /** Takes money. */
    private final class Charge implements WritingTool {

        @Override
        public ToolDescription description() {
            ObjectNode input = object("tenant", "id", "amount");
            property(input, "tenant", "string");
            property(input, "id", "string");
            property(input, "amount", "number");
            return new ToolDescription("charge", "Charge", "Charges a customer.", "money", input, object(), Hints.destroying());
        }

        @Override
        public Proposal propose(ToolCall call) {
            known(call);
            BigDecimal amount = call.arguments().get("amount").decimalValue();
            return new Proposal("Charges " + amount, List.of(),
                    List.of(new PlannedRequest("accounting/payments", "create", Map.of(), Map.of(),
                            JSON.objectNode().put("amount", amount))),
                    List.of(), new Cost(1, amount, 0), "", JSON.objectNode());
        }

        @Override
        public Effect carryOut(ToolCall call, Proposal proposal) {
            return Office.this.carryOut(call, proposal);
        }
    }

    /** Finds customers by a part of anything. */
    private final class Find implements ReadingTool {

        @Override
        public ToolDescription description() {
            ObjectNode input = object("tenant", "who");
            property(input, "tenant", "string");
            property(input, "who", "string").put("x-personal", "name").put("x-lookup", true);
            ObjectNode output = object();
            property(output, "items", "array").putObject("items").put("type", "string");
            return new ToolDescription("find", "Find", "Finds customers.", "office", input, output, Hints.reading());
        }

        @Override
        public ObjectNode read(ToolCall call) {
            String who = call.arguments().get("who").asText().replaceAll("[() -]", "");
            ObjectNode answer = JSON.objectNode();
            answer.putArray("items");
            customers.forEach((id, customer) -> {
                if (id.startsWith(call.tenant()) && customer.toString().replace(" ", "").contains(who)) {
                    answer.withArray("items").add(id);
                }
            });
            return answer;
        }
    }

    private static ObjectNode ofOperation() {
        ObjectNode input = object("tenant", "operation");
        property(input, "tenant", "string");
        property(input, "operation", "string");
        property(input, "query", "object");
        property(input, "body", "object");
        return input;
    }

    /** Reads with any operation. */
    private static final class Read implements ReadingTool {

        @Override
        public ToolDescription description() {
            return new ToolDescription("read", "Read", "Reads with any operation.", "office", ofOperation(), object(),
                    Hints.reading());
        }

        @Override
        public ObjectNode read(ToolCall call) {
            return JSON.objectNode();
        }
    }

    /** Writes with any operation. */
    private final class Call implements WritingTool {

        @Override
        public ToolDescription description() {
            return new ToolDescription("call", "Call", "Calls any operation.", "office", ofOperation(), object(),
                    Hints.writing());
        }

        @Override
        public Proposal propose(ToolCall call) {
            String[] operation = call.arguments().get("operation").asText().split(" ");
            return new Proposal("Calls " + String.join(" ", operation), List.of(),
                    List.of(new PlannedRequest(operation[0], operation[1], Map.of(), Map.of(),
                            (ObjectNode) call.arguments().get("body"))),
                    List.of(), Cost.ofRecords(1), "Takes it away", JSON.objectNode());
        }

        @Override
        public Effect carryOut(ToolCall call, Proposal proposal) {
            return Office.this.carryOut(call, proposal);
        }
    }
}
