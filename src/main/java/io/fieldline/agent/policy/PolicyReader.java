package io.fieldline.agent.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.agent.personal.PersonalKinds;
import io.fieldline.agent.personal.Treatment;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentParser;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Fields;
import io.fieldline.tenant.Secrets;

/** Reads a client out of its document, or says all that is wrong with it. */
final class PolicyReader {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
    private static final List<String> KNOWN = List.of("client", "displayName", "keyHash", "oidc", "person", "tenants", "packs",
            "writes",
            "fields", "approvals", "budgets");
    private static final List<String> TREATMENTS = Arrays.stream(Treatment.values())
            .map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

    private final List<DocumentProblem> problems = new ArrayList<>();
    private final Fields fields = new Fields(new Secrets(List.of()), problems);
    private final RuleReader rules = new RuleReader(fields);

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
        Set<String> tenants = rules.names(document, "tenants");
        if (tenants.isEmpty() && rules.isEmpty(document, "tenants")) {
            fields.refuse(document.placeOf("tenants"), "must name the tenants that the client may work with");
        }
        Optional<String> person = rules.text(document, "person");
        return new AgentClient(name, rules.text(document, "displayName").orElse(name), keyHash, bearer, person, tenants,
                rules.names(document, "packs"), rules.names(document, "writes"), treatments(document),
                rules.approvals(document, person), rules.budgets(document));
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
        return rules.text(document, "keyHash").flatMap(hash -> {
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
        Set<String> scopes = rules.names(oidc, "scopes");
        return rules.text(oidc, "issuer").filter(issuer -> isIssuer(oidc, issuer))
                .flatMap(issuer -> rules.text(oidc, "subject").map(subject -> new AgentClient.Bearer(issuer, subject, scopes)));
    }

    /** Its keys are fetched from there, and whoever could answer in its place could make tokens. */
    private boolean isIssuer(Mapping oidc, String issuer) {
        boolean is = WebAddress.isSafe(issuer);
        if (!is) {
            fields.refused(oidc.get("issuer"), "must be an https address without a query, such as https://login.example.com");
        }
        return is;
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

    private Optional<Mapping> section(Mapping document, String name) {
        if (!Fields.isPresent(document, name)) {
            return Optional.empty();
        }
        return document.get(name) instanceof Mapping section
                ? Optional.of(section)
                : fields.refused(document.get(name), "must be a mapping");
    }
}
