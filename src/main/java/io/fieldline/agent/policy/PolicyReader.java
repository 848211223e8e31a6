package io.fieldline.agent.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.agent.budget.BudgetRule;
import io.fieldline.agent.personal.PersonalKinds;
import io.fieldline.agent.personal.Treatment;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.DocumentParser;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Fields;
import io.fieldline.tenant.Secrets;

/** Reads a client out of its document, or says all that is wrong with it. */
final class PolicyReader {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
    private static final List<String> KNOWN = List.of("client", "displayName", "keyHash", "oidc", "tenants", "packs", "writes",
            "fields", "approvals", "budgets");
    private static final List<String> TREATMENTS = Arrays.stream(Treatment.values())
            .map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

    private final List<DocumentProblem> problems = new ArrayList<>();
    private final Fields fields = new Fields(new Secrets(List.of()), problems);

    private PolicyReader() {}

    /** A client, or all that is wrong. */
    record Outcome(Optional<AgentClient> client, List<DocumentProblem> problems) {}

    /** @param file its name, such as <code>desk-bot.yaml</code> */
    static Outcome read(String file, byte[] content) {
        PolicyReader reader = new PolicyReader();
        Optional<AgentClient> client = new DocumentParser(file, reader.problems).parse(content)
                .map(document -> reader.client(file, document));
        return new Outcome(client.filter(whole -> reader.problems.isEmpty()), List.copyOf(reader.problems));
    }

    private AgentClient client(String file, Mapping document) {
        fields.onlyKnown(document, KNOWN);
        String name = name(file, document);
        Optional<String> keyHash = keyHash(document);
        Optional<AgentClient.Bearer> bearer = bearer(document);
        if (!Fields.isPresent(document, "keyHash") && !Fields.isPresent(document, "oidc")) {
            fields.refuse(document.placeOf("keyHash"), "must be given, or oidc: by one of them the client is known");
        }
        Set<String> tenants = names(document, "tenants");
        if (tenants.isEmpty() && !Fields.isPresent(document, "tenants")) {
            fields.refuse(document.placeOf("tenants"), "must name the tenants that the client may work with");
        }
        return new AgentClient(name, text(document, "displayName").orElse(name), keyHash, bearer, tenants,
                names(document, "packs"), names(document, "writes"), treatments(document), approvals(document),
                budgets(document));
    }

    private String name(String file, Mapping document) {
        String expected = file.replaceFirst("\\.ya?ml$", "");
        if (!fields.required(document, "client", "must be given; it is the name of the file, " + expected)) {
            return expected;
        }
        DocumentNode written = document.get("client");
        String name = fields.text(written).orElse(expected);
        if (!name.matches(NAME)) {
            fields.refused(written, "must be lower-case letters, digits and hyphens, at most 63, the first no hyphen");
        } else if (!name.equals(expected)) {
            fields.refused(written, "must be the name of the file, " + expected);
        }
        return name;
    }

    private Optional<String> keyHash(Mapping document) {
        return text(document, "keyHash").flatMap(hash -> {
            if (!hash.matches(ApiKeys.HASH)) {
                // What stands there may be the key itself.
                fields.refuse(document.placeOf("keyHash"),
                        "must be sha256: and 64 hexadecimal digits, as ./fieldline agents key prints it");
                return Optional.empty();
            }
            return Optional.of(hash);
        });
    }

    private Optional<AgentClient.Bearer> bearer(Mapping document) {
        if (!Fields.isPresent(document, "oidc")) {
            return Optional.empty();
        }
        if (!(document.get("oidc") instanceof Mapping oidc)) {
            return fields.refused(document.get("oidc"), "must be a mapping with issuer, subject and scopes");
        }
        fields.onlyKnown(oidc, List.of("issuer", "subject", "scopes"));
        fields.required(oidc, "issuer", "must be given: who makes the tokens");
        fields.required(oidc, "subject", "must be given: whose tokens they are");
        Set<String> scopes = names(oidc, "scopes");
        return text(oidc, "issuer")
                .flatMap(issuer -> text(oidc, "subject").map(subject -> new AgentClient.Bearer(issuer, subject, scopes)));
    }

    private Map<String, Treatment> treatments(Mapping document) {
        Map<String, Treatment> treatments = new HashMap<>();
        section(document, "fields").ifPresent(section -> {
            fields.onlyKnown(section, PersonalKinds.ALL);
            section.fields().forEach((kind, node) -> fields.text(node).ifPresent(word -> {
                if (TREATMENTS.contains(word)) {
                    treatments.put(kind, Treatment.valueOf(word.toUpperCase(Locale.ROOT)));
                } else {
                    fields.refused(node, "must be one of " + String.join(", ", TREATMENTS));
                }
            }));
        });
        return treatments;
    }

    private List<ApprovalRule> approvals(Mapping document) {
        return rows(document, "approvals", List.of("tool", "overAmount", "overRecords", "by")).stream().map(row -> {
            Set<String> by = names(row, "by");
            if (by.isEmpty() && !Fields.isPresent(row, "by")) {
                fields.refuse(row.placeOf("by"), "must name the persons who may approve");
            }
            return new ApprovalRule(text(row, "tool"), decimal(row, "overAmount"), integer(row, "overRecords"),
                    by.stream().sorted().toList());
        }).toList();
    }

    private List<BudgetRule> budgets(Mapping document) {
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

    private Optional<Mapping> section(Mapping document, String name) {
        if (!Fields.isPresent(document, name)) {
            return Optional.empty();
        }
        return document.get(name) instanceof Mapping section
                ? Optional.of(section)
                : fields.refused(document.get(name), "must be a mapping");
    }

    private Optional<String> text(Mapping document, String name) {
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

    private Set<String> names(Mapping document, String name) {
        if (!Fields.isPresent(document, name)) {
            return Set.of();
        }
        List<String> written = fields.texts(document.get(name)).orElse(List.of());
        Set<String> names = new HashSet<>(written);
        if (names.size() < written.size()) {
            fields.refuse(document.placeOf(name), "must not name anything twice: " + written.stream()
                    .filter(one -> written.indexOf(one) != written.lastIndexOf(one)).distinct()
                    .collect(Collectors.joining(", ")));
        }
        return names;
    }
}
