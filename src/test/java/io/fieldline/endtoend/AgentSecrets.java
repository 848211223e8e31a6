package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.modelcontextprotocol.spec.McpSchema.Tool;

/** A client for whom everything personal is hidden, whatever it asks for and whatever goes wrong. */
abstract class AgentSecrets {

    private static final String HIDDEN = "fields: { name: hidden, phone: hidden, email: hidden, address: hidden, other: hidden }";
    private static final String CLEAR = "fields: { name: clear, phone: clear, email: clear, address: clear, other: clear }";
    private static final List<String> CONTACTS = List.of("crm/customers/contacts", "crm/locations/contacts");
    private static final List<String> PEOPLE = List.of("crm/customers", "crm/locations");
    private static final String JOBS = "jpm/jobs";

    abstract AgentOffice office();

    /** Every name, street, number and e-mail of a customer that the local ServiceTitan holds. */
    private Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        PEOPLE.forEach(collection -> office().rows(collection).forEach(row -> {
            secrets.add(row.path("name").asText());
            secrets.add(row.at("/address/street").asText());
        }));
        CONTACTS.forEach(collection -> office().rows(collection).forEach(row -> {
            String value = row.path("value").asText();
            secrets.add(value);
            if (value.matches("\\d{10}")) {
                secrets.add(value.substring(0, 3) + "-" + value.substring(3, 6) + "-" + value.substring(6));
                secrets.add("(" + value.substring(0, 3) + ") " + value.substring(3, 6) + "-" + value.substring(6));
            }
        }));
        for (String office : List.of("settings/technicians", "settings/employees")) {
            office().rows(office).forEach(row -> secrets.remove(row.path("name").asText()));
        }
        secrets.removeIf(secret -> secret.length() < 7);
        return secrets;
    }

    /** What people write: whom to call, and where. */
    private void write(ObjectNode customer, ObjectNode job) {
        List<ObjectNode> contacts = office().rows(CONTACTS.get(0)).stream()
                .filter(row -> row.path("customerId").equals(customer.path("id"))).toList();
        StringBuilder text = new StringBuilder("Ring first:");
        contacts.forEach(contact -> {
            String value = contact.path("value").asText();
            text.append(' ').append(value).append(" or ")
                    .append(value.replaceFirst("^(\\d{3})(\\d{3})(\\d{4})$", "($1) $2-$3"));
        });
        long id = customer.path("id").longValue();
        put("crm/customers/notes", row().put("customerId", id).put("text", text.toString()).put("isPinned", false));
        put("jpm/job-notes", row().put("jobId", job.path("id").longValue()).put("text", text.toString()).put("isPinned", true));
        put(JOBS, row().put("id", job.path("id").longValue()).put("summary", text.toString()));
        put("jpm/appointments", row().put("id", job.path("firstAppointmentId").longValue()).put("specialInstructions",
                text.toString()));
    }

    private static ObjectNode row() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void put(String collection, ObjectNode fields) {
        office().office(AgentOffice.TENANT, collection, fields);
    }

    @Test
    void whatIsHiddenIsInNoAnswerNoErrorNoLogAndNoAudit() throws Exception {
        AgentRecords records = new AgentRecords(office());
        ObjectNode job = records.job("secret");
        ObjectNode customer = office().row(PEOPLE.get(0), job.path("customerId").longValue());
        write(customer, job);
        Set<String> secrets = secrets();
        Agent clear = office().agent("clear-bot", AgentOffice.TENANT, CLEAR);
        Agent blind = office().agent("blind-bot", AgentOffice.TENANT, HIDDEN);
        for (Agent agent : List.of(clear, blind)) {
            reads(agent, customer, job);
        }
        assertThat(found(secrets, clear.heard())).as("what a client sees for whom nothing is hidden").hasSizeGreaterThan(50);
        operations(blind, customer);
        writes(blind, records);
        // A client of its own: each may call 300 times in a minute.
        Agent clumsy = office().agent("clumsy-bot", AgentOffice.TENANT, HIDDEN);
        mistakes(clumsy);
        assertThat(found(secrets, blind.heard() + clumsy.heard())).isEmpty();
        assertThat(found(secrets, office().service().transcript())).isEmpty();
        assertThat(found(secrets, logs())).isEmpty();
        String audit = office().installation().command("audit", "export").output();
        assertThat(audit).contains("blind-bot");
        assertThat(found(secrets, audit)).isEmpty();
        assertThat(found(secrets, approvals())).as("what whoever approves sees").isNotEmpty();
    }

    private static List<String> found(Set<String> secrets, String text) {
        return secrets.stream().filter(text::contains)
                .map(secret -> secret + ": " + text.substring(Math.max(0, text.indexOf(secret) - 200),
                        Math.min(text.length(), text.indexOf(secret) + 100)))
                .toList();
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.walk(office().installation().home())) {
            files.filter(file -> file.getFileName().toString().endsWith(".log")).forEach(file -> {
                try {
                    logs.append(Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return logs.toString();
    }

    /** Plans that wait, each with all that it holds. */
    private String approvals() {
        StringBuilder all = new StringBuilder();
        office().installation().verb("approvals", row()).path("rows").forEach(plan -> all.append(plan)
                .append(office().installation().verb("approvals", row().put("id", plan.path("id").asText()))));
        assertThat(all.toString()).contains("blind-bot");
        return all.toString();
    }

    private static void reads(Agent agent, ObjectNode customer, ObjectNode job) {
        String id = customer.path("id").asText();
        List<String> called = new ArrayList<>();
        for (String call : List.of("find_customers {'query': '" + id + "'}", "find_customers {'city': 'Aurora'}",
                "show_customer {'customer': '" + id + "'}", "find_jobs {}", "find_jobs {'customer': '" + id + "'}",
                "show_job {'job': '" + job.path("jobNumber").asText() + "'}", "todays_board {'day': 'tomorrow'}",
                "technician_schedule {'from': 'today', 'to': 'tomorrow'}", "show_estimates {}",
                "show_estimates {'customer': '" + id + "'}", "find_invoices {'show': 'overdue'}",
                "find_invoices {'customer': '" + id + "'}", "show_memberships {}",
                "show_memberships {'customer': '" + id + "'}", "search_catalog {'kind': 'technician'}", "run_report {}",
                "describe_operation {'search': 'customer'}", "show_fieldline {'show': 'flows'}",
                "show_fieldline {'show': 'runs'}", "show_fieldline {'show': 'dead_letters'}",
                "show_fieldline {'show': 'conflicts'}", "show_fieldline {'show': 'messages'}",
                "read_operation {'operation': 'crm/customers list'}")) {
            String[] parts = call.split(" ", 2);
            Agent.Heard answer = agent.ask(parts[0], Agent.arguments(parts[1]));
            // Who does not see names and places may not look for them either.
            assertThat(answer.refused() && !answer.content().path("code").asText().equals("not_allowed"))
                    .as(call + ": " + answer.content()).isFalse();
            called.add(parts[0]);
        }
        // This warehouse holds no invoices.
        agent.refused("show_kpis", Map.of("tenant", AgentOffice.TENANT, "measure", "revenue", "by", "technician"));
        called.add("show_kpis");
        List<String> reading = agent.tools().values().stream()
                .filter(tool -> Boolean.TRUE.equals(tool.annotations().readOnlyHint())).map(Tool::name)
                .filter(name -> !List.of("open_pack", "find_tool").contains(name)).toList();
        assertThat(called).as("each reading tool").containsAll(reading);
    }

    /** Every documented operation that only reads and needs no record, and those about one customer. */
    private static void operations(Agent agent, ObjectNode customer) {
        Catalog.load().operations()
                .filter(operation -> operation.method() == HttpMethod.GET && operation.pathParameters().isEmpty())
                .forEach(operation -> agent.ask("read_operation", Map.of("tenant", AgentOffice.TENANT, "operation",
                        operation.toString())));
        for (String of : List.of("crm/customers get", "crm/customers/notes list", "crm/customers/contacts list-of")) {
            agent.call("read_operation",
                    "{'operation': '" + of + "', 'path': {'id': '" + customer.path("id").asText() + "'}}");
        }
        // Each report is run once a minute, so that others run the others.
        agent.call("run_report", "{'report': '7001', 'parameters': {'From': '2000-01-01', 'To': '2099-01-01'}}");
    }

    private static void writes(Agent agent, AgentRecords records) {
        for (AgentWrites.Write write : AgentWrites.all()) {
            JsonNode plan = agent.ask(write.tool(), Agent.with(records.filled(write.arguments()), "tenant",
                    AgentOffice.TENANT)).content().path("plan");
            if (plan.has("token") && !plan.has("approval") && write.tool().equals("change_customer")) {
                agent.undone(AgentOffice.TENANT, agent.carriedOut(write.tool(),
                        Agent.with(records.filled(write.arguments()), "tenant", AgentOffice.TENANT), plan));
            }
        }
    }

    /** Names that fit many, ids that are none, values that do not fit, and a ServiceTitan that fails. */
    private void mistakes(Agent agent) {
        for (String call : List.of("show_customer {'customer': 'Alvarez'}", "show_customer {'customer': '99999999'}",
                "show_customer {'customer': 5.5}", "show_job {'job': 'zzz'}", "find_jobs {'cursor': 'next'}",
                "read_operation {'operation': 'crm/customers get', 'path': {'id': '99999999'}}",
                "change_customer {'action': 'update', 'customer': 'Alvarez', 'name': 'X Y'}",
                "change_customer {'action': 'update_location', 'customer': '10000003', 'location': '20000002', 'name': 'X'}",
                "change_customer {'action': 'update', 'customer': '10000003', 'zip': 7}",
                "book_job {'action': 'book', 'customer': '10000001', 'jobType': 'Drain Cleaning', 'campaign': '302'}",
                "adjust_invoice {'action': 'record_payment', 'invoice': '1', 'amount': 1}")) {
            String[] parts = call.split(" ", 2);
            agent.refused(parts[0], Agent.arguments(parts[1]));
        }
        Map<String, Object> nameless = Agent
                .arguments("{'operation': 'crm/customers update', 'path': {'id': '10000003'}, 'body':"
                        + " {'name': ' '}}");
        JsonNode refused = agent.refused("call_operation", Agent.with(nameless, "token", agent.plan("call_operation", nameless)
                .path("token").asText()));
        assertThat(refused.path("message").asText()).as("ServiceTitan's words may hold a name")
                .contains("was answered 400 for name").doesNotContain("field is required");
        office().serviceTitan().control("POST", "faults?tenant=1001&rates=server-error=1");
        try {
            for (String call : List.of("show_customer {'customer': '10000003'}", "find_customers {'query': '10000003'}",
                    "change_customer {'action': 'update', 'customer': '10000003', 'name': 'X Y'}")) {
                String[] parts = call.split(" ", 2);
                assertThat(agent.refused(parts[0], Agent.arguments(parts[1])).path("code").asText()).isEqualTo("unavailable");
            }
        } finally {
            office().serviceTitan().control("POST", "faults?tenant=1001&rates=");
        }
    }
}
