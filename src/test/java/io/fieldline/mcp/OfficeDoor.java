package io.fieldline.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolDescription;

/**
 * A door with an office, which may do everything at acme, and a bookkeeper, who may only look customers up at summit. What they
 * asked is noted.
 */
final class OfficeDoor implements Door {

    static final String OFFICE_KEY = "flk_office";
    static final String BOOKKEEPER_KEY = "flk_bookkeeper";
    static final String ISSUER = "https://login.example.com";
    static final String SECRET = "the-inside-of-a-failure";

    private static final Caller OFFICE = new Caller("office", Optional.empty());
    private static final Caller BOOKKEEPER = new Caller("bookkeeper", Optional.empty());

    final List<ObjectNode> asked = new CopyOnWriteArrayList<>();
    final List<String> noted = new CopyOnWriteArrayList<>();
    final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    volatile boolean anybody = true;

    @Override
    public Optional<Caller> withKey(String key) {
        return Optional.ofNullable(Map.of(OFFICE_KEY, OFFICE, BOOKKEEPER_KEY, BOOKKEEPER).get(key));
    }

    @Override
    public Optional<Caller> withToken(String issuer, String subject, Set<String> scopes) {
        return issuer.equals(ISSUER) && subject.equals("dana") && scopes.contains("office")
                ? Optional.of(OFFICE)
                : Optional.empty();
    }

    @Override
    public boolean anybody() {
        return anybody;
    }

    @Override
    public Set<String> issuers() {
        return Set.of(ISSUER);
    }

    @Override
    public List<String> tenants(Caller caller) {
        return caller.equals(OFFICE) ? List.of("acme") : List.of("summit");
    }

    @Override
    public List<Pack> packs(Caller caller) {
        Pack office = new Pack("office", "Customers.", true);
        return caller.equals(OFFICE)
                ? List.of(office, new Pack("dispatch", "Appointments.", false), new Pack("bulk", "Much else.", false))
                : List.of(office);
    }

    @Override
    public List<ToolDescription> tools(Caller caller, Set<String> packs) {
        List<ToolDescription> tools = new ArrayList<>(List.of(tool("show_customer", "office", Hints.reading())));
        if (caller.equals(OFFICE)) {
            tools.add(tool("change_customer", "office", Hints.destroying()));
            tools.add(tool("ask", "dispatch", Hints.writing()));
            tools.add(tool("fail", "office", Hints.writing()));
            tools.add(tool("read_history", "office", Hints.reading()));
            IntStream.range(0, 10).forEach(n -> tools.add(tool("dispatch_" + n, "dispatch", Hints.writing())));
            IntStream.range(0, 22).forEach(n -> tools.add(tool("bulk_" + n, "bulk", Hints.reading())));
        }
        tools.removeIf(tool -> !packs.contains(tool.pack()) || withdrawn.contains(tool.name()));
        return tools;
    }

    private static ToolDescription tool(String name, String pack, Hints hints) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("type", "object");
        input.putObject("properties").putObject("tenant").put("type", "string");
        input.putArray("required").add("tenant");
        ObjectNode output = JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties", false);
        output.putObject("properties").putObject("customer").put("type", "string");
        output.putArray("required").add("customer");
        return new ToolDescription(name, "Title of " + name, "What " + name + " does.", pack, input, output, hints);
    }

    @Override
    public void shown(Caller caller, String what, ObjectNode arguments) {
        noted.add(caller.client() + " " + what + " " + arguments);
    }

    @Override
    public ObjectNode call(Caller caller, String tool, ObjectNode arguments, Attention attention) {
        asked.add(arguments);
        switch (tool) {
            case "fail" :
                throw new IllegalStateException(SECRET);
            case "change_customer" :
                ObjectNode details = JsonNodeFactory.instance.objectNode();
                details.putArray("candidates").add("Grace Romero").add("Grace Rowe");
                throw new RefusedCallException("ambiguous", "Two customers have this name.", details);
            case "ask" :
                Reply reply = attention.person().ask("May this be done?");
                return JsonNodeFactory.instance.objectNode().put("customer", reply.kind() + " " + reply.reason());
            case "read_history" :
                read(arguments.path("customer").asText(), attention);
                break;
            default :
                break;
        }
        return JsonNodeFactory.instance.objectNode().put("customer", caller.client() + " asked " + tool);
    }

    private void read(String customer, Attention attention) {
        attention.progress().accept("reading 2025");
        attention.progress().accept("reading 2026");
        while (customer.equals("endless") && !attention.cancelled().getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
        if (attention.cancelled().getAsBoolean()) {
            cancelled.add(customer);
        }
    }
}
