package io.fieldline.agent.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.agent.budget.BudgetRule;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.Fields;

/** Reads the rules of a client's document: when a person has to approve, and what may be used in an hour. */
final class RuleReader {

    private static final String AT_CLIENT = "client";

    private final Fields fields;

    RuleReader(Fields fields) {
        this.fields = fields;
    }

    /** @param person who sits at the client */
    List<ApprovalRule> approvals(Mapping document, Optional<String> person) {
        return rows(document, "approvals", List.of("tool", "overAmount", "overRecords", "by", "ask")).stream().map(row -> {
            Set<String> by = names(row, "by");
            if (by.isEmpty() && isEmpty(row, "by")) {
                fields.refuse(row.placeOf("by"), "must name the persons who may approve");
            }
            return new ApprovalRule(text(row, "tool"), decimal(row, "overAmount"), integer(row, "overRecords"),
                    by.stream().sorted().toList(), atClient(row, by, person));
        }).toList();
    }

    private boolean atClient(Mapping row, Set<String> by, Optional<String> person) {
        Optional<String> ask = text(row, "ask");
        if (ask.isEmpty()) {
            return false;
        }
        if (!ask.get().equals(AT_CLIENT)) {
            fields.refused(row.get("ask"), "must be client, or left out");
        } else if (person.isEmpty()) {
            fields.refuse(row.placeOf("ask"), "needs the field person of the document: who sits at the client");
        } else if (!by.contains(person.get())) {
            fields.refuse(row.placeOf("ask"), "needs " + person.get() + " among by, who sits at the client");
        }
        return true;
    }

    List<BudgetRule> budgets(Mapping document) {
        return rows(document, "budgets", List.of("tool", "records", "money", "messages")).stream().map(row -> {
            BudgetRule rule = new BudgetRule(text(row, "tool"), integer(row, "records"), decimal(row, "money"),
                    integer(row, "messages"));
            if (List.of("records", "money", "messages").stream().noneMatch(name -> Fields.isPresent(row, name))) {
                fields.refuse(row.place(), "must limit records, money or messages");
            }
            return rule;
        }).toList();
    }

    private List<Mapping> rows(Mapping document, String name, List<String> known) {
        if (!Fields.isPresent(document, name)) {
            return List.of();
        }
        if (!(document.get(name) instanceof Sequence list)) {
            fields.refused(document.get(name), "must be a list of rules");
            return List.of();
        }
        List<Mapping> rows = new ArrayList<>();
        list.items().forEach(item -> {
            if (item instanceof Mapping row) {
                fields.onlyKnown(row, known);
                rows.add(row);
            } else {
                fields.refused(item, "must be a mapping of " + String.join(", ", known));
            }
        });
        return rows;
    }

    Optional<String> text(Mapping document, String name) {
        return Fields.isPresent(document, name) ? fields.text(document.get(name)) : Optional.empty();
    }

    private Optional<Long> integer(Mapping row, String name) {
        return Fields.isPresent(row, name)
                ? fields.integer(row.get(name)).filter(limit -> notNegative(row, name, BigDecimal.valueOf(limit)))
                : Optional.empty();
    }

    private Optional<BigDecimal> decimal(Mapping row, String name) {
        return Fields.isPresent(row, name)
                ? fields.decimal(row.get(name)).filter(limit -> notNegative(row, name, limit))
                : Optional.empty();
    }

    private boolean notNegative(Mapping row, String name, BigDecimal limit) {
        if (limit.signum() < 0) {
            fields.refused(row.get(name), "must not be negative");
        }
        return limit.signum() >= 0;
    }

    /** Whether it is left out, or a list with nothing in it. */
    boolean isEmpty(Mapping document, String name) {
        return !Fields.isPresent(document, name)
                || document.get(name) instanceof Sequence list && list.items().isEmpty();
    }

    Set<String> names(Mapping document, String name) {
        if (!Fields.isPresent(document, name)) {
            return Set.of();
        }
        DocumentNode list = document.get(name);
        List<String> written = fields.texts(list).orElse(List.of());
        Set<String> names = new HashSet<>(written);
        if (names.size() < written.size()) {
            fields.refuse(list.place(), "must not name anything twice: " + written.stream()
                    .filter(one -> written.indexOf(one) != written.lastIndexOf(one)).distinct()
                    .collect(Collectors.joining(", ")));
        }
        return names;
    }
}
