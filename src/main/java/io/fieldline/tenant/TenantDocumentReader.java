package io.fieldline.tenant;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.fieldline.tenant.DocumentNode.Empty;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Sequence;

/**
 * Reads tenant documents whole: everything that is wrong is collected before a document is refused. A document holds one
 * tenant, named like the file, or under <code>tenants:</code> a network whose members share the rest of the document.
 */
public final class TenantDocumentReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final List<String> KNOWN = List.of("tenant", "displayName", "timeZone", "servicetitan", "connections",
            "flows", "messages");
    private static final List<String> KNOWN_OF_NETWORK = List.of("tenants", "timeZone", "servicetitan", "connections", "flows",
            "messages");
    private static final Set<String> PARTS_OF_A_TENANT = Set.of("servicetitan", "connections", "flows", "messages");
    private static final List<String> KNOWN_OF_SHARED = List.of("connections", "flows", "retentionDays");
    private static final int LONGEST_RETENTION_DAYS = 3650;

    private final Contracts contracts;
    private final Secrets secrets;

    public TenantDocumentReader(Contracts contracts, Secrets secrets) {
        this.contracts = contracts;
        this.secrets = secrets;
    }

    /** What became of a tenant document. */
    public sealed interface Outcome {

        /** @param tenants one, or the members of a network */
        record Accepted(List<Tenant> tenants) implements Outcome {

            public Accepted {
                tenants = List.copyOf(tenants);
            }
        }

        /** @param problems all of them, in the order of the document's parts */
        record Refused(List<DocumentProblem> problems) implements Outcome {

            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** What became of the shared document. */
    public sealed interface SharedOutcome {

        record Accepted(SharedSettings settings) implements SharedOutcome {}

        record Refused(List<DocumentProblem> problems) implements SharedOutcome {

            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** @param file the document's file name, such as <code>acme.yaml</code> */
    public Outcome read(String file, byte[] content, SharedSettings shared) {
        List<DocumentProblem> problems = new ArrayList<>();
        List<Tenant> tenants = new DocumentParser(file, problems).parse(content)
                .map(document -> tenants(file, document, shared, problems)).orElse(List.of());
        return problems.isEmpty()
                ? new Outcome.Accepted(tenants)
                : new Outcome.Refused(problems.stream().distinct().toList());
    }

    public SharedOutcome readShared(byte[] content) {
        List<DocumentProblem> problems = new ArrayList<>();
        Fields fields = new Fields(secrets, problems);
        Optional<SharedSettings> settings = new DocumentParser(SharedSettings.FILE, problems).parse(content)
                .map(document -> shared(document, fields));
        return problems.isEmpty()
                ? new SharedOutcome.Accepted(settings.orElseThrow())
                : new SharedOutcome.Refused(problems.stream().distinct().toList());
    }

    private SharedSettings shared(Mapping document, Fields fields) {
        fields.onlyKnown(document, KNOWN_OF_SHARED);
        Mapping connections = fields.mapping(document, "connections");
        Mapping flows = fields.mapping(document, "flows");
        SettingReader settings = new SettingReader(fields, contracts);
        settings.connections(connections);
        settings.checkShared(flows);
        return new SharedSettings(connections, flows, retention(document, fields));
    }

    private static Duration retention(Mapping document, Fields fields) {
        Optional<Long> days = Fields.isPresent(document, "retentionDays")
                ? fields.integer(document.get("retentionDays"))
                : Optional.of((long) SharedSettings.DEFAULT_RETENTION_DAYS);
        if (days.isPresent() && (days.get() < 1 || days.get() > LONGEST_RETENTION_DAYS)) {
            fields.refused(document.get("retentionDays"), "must be 1 to " + LONGEST_RETENTION_DAYS + " days");
        }
        return Duration.ofDays(days.orElse((long) SharedSettings.DEFAULT_RETENTION_DAYS));
    }

    private List<Tenant> tenants(String file, Mapping document, SharedSettings shared, Collection<DocumentProblem> problems) {
        Fields fields = new Fields(secrets, problems);
        if (document.get("tenants") == null) {
            fields.onlyKnown(document, KNOWN);
            return tenant(document, Optional.of(file), false, shared, fields).stream().toList();
        }
        fields.onlyKnown(document, KNOWN_OF_NETWORK);
        if (!(document.get("tenants") instanceof Sequence members) || members.items().isEmpty()) {
            fields.refuse(document.placeOf("tenants"), "must be a list of at least one tenant");
            return List.of();
        }
        List<Tenant> read = new ArrayList<>();
        for (DocumentNode member : members.items()) {
            if (member instanceof Mapping written) {
                fields.onlyKnown(written, KNOWN);
                tenant(member(document, written, fields), Optional.empty(), true, shared, fields).ifPresent(read::add);
            } else {
                fields.refuse(member.place(), "must be a mapping (found " + member.kind() + ")");
            }
        }
        return read;
    }

    /** A member of a network laid over what the network shares. */
    private static Mapping member(Mapping network, Mapping written, Fields fields) {
        Mapping whole = written.over(network.without("tenants"));
        for (String part : PARTS_OF_A_TENANT) {
            Mapping own = fields.mapping(written, part);
            Mapping common = fields.mapping(network, part);
            if (!own.fields().isEmpty() || !common.fields().isEmpty()) {
                whole = whole.with(part, part.equals("flows") ? flowsOver(own, common, true) : own.over(common));
            }
        }
        return whole;
    }

    /** Each flow's own settings laid over common ones. */
    private static Mapping flowsOver(Mapping own, Mapping common, boolean switchesOn) {
        Map<String, DocumentNode> flows = new LinkedHashMap<>(switchesOn ? common.fields() : Map.of());
        own.fields().forEach((id, node) -> {
            boolean open = node instanceof Mapping || node instanceof Empty;
            flows.put(id, open ? own.mapping(id).over(common.mapping(id)) : node);
        });
        return new Mapping(own.place(), flows);
    }

    private Optional<Tenant> tenant(Mapping document, Optional<String> file, boolean network, SharedSettings shared,
            Fields fields) {
        Optional<String> name = name(document, file, fields);
        Optional<String> displayName = Fields.isPresent(document, "displayName")
                ? fields.text(document.get("displayName"))
                : name;
        Optional<ZoneId> zone = zone(document, fields);
        Optional<ServiceTitanAccount> account = new AccountReader(fields).read(fields.mapping(document, "servicetitan"),
                network);
        SettingReader settings = new SettingReader(fields, contracts);
        Mapping written = fields.mapping(document, "connections").over(shared.connections());
        Map<String, Connection> connections = settings.connections(written);
        Mapping switchedOn = flowsOver(fields.mapping(document, "flows"), shared.flows(), false);
        Map<String, FlowSettings> flows = settings.flows(switchedOn, connections, written, zone.orElse(ZoneOffset.UTC));
        MessageSettings messages = new MessageSettingsReader(fields, settings).read(fields.mapping(document, "messages"));
        if (name.isEmpty() || displayName.isEmpty() || zone.isEmpty() || account.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Tenant(name.get(), displayName.get(), zone.get(), account.get(), connections, flows,
                messages));
    }

    private static Optional<String> name(Mapping document, Optional<String> file, Fields fields) {
        String rule = "must be lower-case letters, digits and hyphens, at most 63, the first no hyphen";
        if (!fields.required(document, "tenant", "must be given; it " + rule)) {
            return Optional.empty();
        }
        DocumentNode written = document.get("tenant");
        Optional<String> name = fields.text(written);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            return fields.refused(written, rule);
        }
        Optional<String> expected = file.map(text -> text.replaceFirst("\\.ya?ml$", ""));
        if (name.isPresent() && expected.isPresent() && !expected.equals(name)) {
            return fields.refused(written, "must be the name of the file, " + expected.get());
        }
        return name;
    }

    private static Optional<ZoneId> zone(Mapping document, Fields fields) {
        String rule = "must be a time zone such as America/Chicago";
        if (!fields.required(document, "timeZone", rule)) {
            return Optional.empty();
        }
        Optional<String> written = fields.text(document.get("timeZone"));
        if (written.isPresent() && !ZoneId.getAvailableZoneIds().contains(written.get())) {
            return fields.refused(document.get("timeZone"), rule);
        }
        return written.map(ZoneId::of);
    }
}
