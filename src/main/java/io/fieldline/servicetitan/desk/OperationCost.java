package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.desk.record.Trees;

/** What any operation takes from budgets, as far as its body and its record tell: rather too much than too little. */
final class OperationCost {

    private static final Set<String> FINANCIAL = Set.of("accounting", "sales", "payroll", "memberships");
    private static final List<String> WITHOUT_MONEY = List.of("markasexported", "custom-fields", "gl-accounts", "/tasks");
    private static final Set<String> MAY_TELL = Set.of("jpm", "dispatch");
    private static final Pattern MONEY = Pattern
            .compile("(?i).*(amount|total|price|cost|rate|debit|credit|balance|deposit|fee|limit)");
    private static final Pattern EACH = Pattern.compile("(?i)(.*(price|cost|rate))");
    private static final Pattern COUNTED = Pattern.compile("quantity|qty|hours");

    private final Operation operation;
    private final JsonNode body;
    private final Optional<ObjectNode> current;

    /**
     * @param body null when there is none
     * @param current the record that the path names, where it can be read
     */
    OperationCost(Operation operation, ObjectNode body, Optional<ObjectNode> current) {
        this.operation = operation;
        this.body = body == null ? Trees.object() : body;
        this.current = current;
    }

    /** Elements of lists count, because each may be a record; of the fields of one record that the path names they do not. */
    int records() {
        if (operation.path().endsWith("}")) {
            return 1;
        }
        long elements = elements(body, true);
        boolean bulk = operation.name().contains("bulk") || operation.name().contains("batch");
        return elements == 0 && bulk ? Cost.MOST_RECORDS : (int) Math.min(Cost.MOST_RECORDS, Math.max(1, elements));
    }

    private static long elements(JsonNode node, boolean top) {
        long elements = 0;
        for (var field : node.properties()) {
            boolean counts = top || field.getKey().toLowerCase(Locale.ROOT).endsWith("ids");
            if (field.getValue().isArray()) {
                elements += counts ? field.getValue().size() : 0;
                for (JsonNode element : field.getValue()) {
                    elements += elements(element, false);
                }
            } else {
                elements += elements(field.getValue(), false);
            }
        }
        return elements;
    }

    /** Empty where money is moved and nothing tells how much. */
    Optional<BigDecimal> money() {
        boolean fields = operation.path().endsWith("}") && operation.method() != HttpMethod.DELETE;
        BigDecimal told = money(body);
        BigDecimal held = fields ? BigDecimal.ZERO : current.map(OperationCost::own).orElse(BigDecimal.ZERO);
        BigDecimal most = told.max(held);
        boolean moves = FINANCIAL.contains(operation.module()) && !fields
                && WITHOUT_MONEY.stream().noneMatch(operation.path()::contains);
        return moves && most.signum() == 0 ? Optional.empty() : Optional.of(most);
    }

    /** A sum stands beside what it sums up, so that of both the larger counts. */
    private static BigDecimal money(JsonNode node) {
        BigDecimal inside = BigDecimal.ZERO;
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                inside = inside.add(money(child));
            }
        }
        return own(node).max(inside);
    }

    private static BigDecimal own(JsonNode node) {
        BigDecimal most = BigDecimal.ZERO;
        BigDecimal count = BigDecimal.ONE;
        for (var field : node.properties()) {
            if (COUNTED.matcher(field.getKey()).matches()) {
                count = count.max(Trees.money(node, field.getKey()).abs());
            }
        }
        for (var field : node.properties()) {
            if (MONEY.matcher(field.getKey()).matches()) {
                BigDecimal amount = Trees.money(node, field.getKey()).abs();
                most = most.max(EACH.matcher(field.getKey()).matches() ? amount.multiply(count) : amount);
            }
        }
        return most;
    }

    /** Whether ServiceTitan may tell a customer of it. */
    boolean mayTell() {
        return MAY_TELL.contains(operation.module()) || body.path("isSendConfirmationEmail").asBoolean();
    }
}
