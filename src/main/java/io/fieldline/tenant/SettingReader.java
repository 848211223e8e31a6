package io.fieldline.tenant;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.fieldline.tenant.DocumentNode.Empty;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Scalar;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.SettingDefinition.Type;

/** Reads connections and flows against their contracts. */
final class SettingReader {

    static final Duration DEFAULT_EVERY = Duration.ofMinutes(15);
    static final SettingDefinition URL = new SettingDefinition("url", Type.TEXT, false, null, List.of(),
            "Another address to talk to instead of the destination's own: scheme, host and perhaps a path.");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?");

    private final Fields fields;
    private final NamedValues named;
    private final Contracts contracts;

    SettingReader(Fields fields, Contracts contracts) {
        this.fields = fields;
        this.named = new NamedValues(fields);
        this.contracts = contracts;
    }

    Map<String, Connection> connections(Mapping connections) {
        Map<String, Connection> read = new HashMap<>();
        connections.fields().keySet().forEach(name -> connection(connections, name).ifPresent(one -> read.put(name, one)));
        return read;
    }

    private Optional<Connection> connection(Mapping connections, String name) {
        Mapping written = fields.mapping(connections, name);
        String rule = "must be a connection type; known: "
                + String.join(", ", contracts.connectionTypes().stream().sorted().toList());
        if (!fields.required(written, "type", rule)) {
            return Optional.empty();
        }
        Optional<String> type = fields.text(written.get("type"));
        Optional<List<SettingDefinition>> known = type.flatMap(contracts::connectionType);
        if (type.isPresent() && known.isEmpty()) {
            fields.refused(written.get("type"), "must be a connection type; "
                    + NearMisses.hint(type.get(), contracts.connectionTypes()));
        }
        return known.map(options -> new Connection(name, type.get(),
                values(written.without("type"), withUrl(options), ZoneOffset.UTC, true, true)));
    }

    private static List<SettingDefinition> withUrl(List<SettingDefinition> options) {
        if (options.stream().anyMatch(option -> option.name().equals("url"))) {
            return options;
        }
        List<SettingDefinition> all = new ArrayList<>(options);
        all.add(URL);
        return all;
    }

    Map<String, FlowSettings> flows(Mapping flows, Map<String, Connection> connections, Mapping writtenConnections,
            ZoneId zone) {
        Map<String, FlowSettings> read = new HashMap<>();
        flows.fields().keySet().forEach(id -> contract(flows, id).ifPresent(contract -> {
            Mapping written = fields.mapping(flows, id);
            List<SettingDefinition> definitions = definitions(contract);
            Map<String, Object> values = values(written, definitions, zone, true, false);
            ConnectionUse use = new ConnectionUse(fields, contract, connections, writtenConnections.fields().keySet());
            definitions.stream().filter(definition -> values.get(definition.name()) != null)
                    .forEach(definition -> use.check(definition.type(), written.get(definition.name())));
            read.put(id, new FlowSettings(id, (Duration) values.getOrDefault("every", DEFAULT_EVERY), values));
        }));
        return read;
    }

    /** Settings that tenants share: typed as usual, nothing required, for flows that nobody may have switched on. */
    void checkShared(Mapping flows) {
        flows.fields().keySet().forEach(id -> contract(flows, id).ifPresent(contract -> values(fields.mapping(flows, id),
                definitions(contract), ZoneOffset.UTC, false, false)));
    }

    private Optional<FlowContract> contract(Mapping flows, String id) {
        Optional<FlowContract> contract = contracts.flow(id);
        if (contract.isEmpty()) {
            fields.refuse(flows.placeOf(id), "is not a flow; " + NearMisses.hint(id, contracts.flows()));
        }
        return contract;
    }

    /** The contract's own settings, and those that every flow has. */
    static List<SettingDefinition> definitions(FlowContract contract) {
        List<SettingDefinition> all = new ArrayList<>(contract.settings());
        if (all.stream().noneMatch(definition -> definition.name().equals("every"))) {
            all.add(new SettingDefinition("every", Type.DURATION, false, DEFAULT_EVERY, List.of(), "How often it polls."));
        }
        if (!contract.connectionTypes().isEmpty()
                && all.stream().noneMatch(definition -> definition.name().equals("connection"))) {
            all.add(new SettingDefinition("connection", Type.CONNECTION, true, null, List.of(),
                    "The connection it writes to."));
        }
        return all;
    }

    /** Typed values with defaults filled in; what is wrong is noted. */
    Map<String, Object> values(Mapping written, List<SettingDefinition> definitions) {
        return values(written, definitions, ZoneOffset.UTC, true, false);
    }

    private Map<String, Object> values(Mapping written, List<SettingDefinition> definitions, ZoneId zone, boolean whole,
            boolean secretsInTexts) {
        fields.onlyKnown(written, definitions.stream().map(SettingDefinition::name).toList());
        Map<String, Object> values = new HashMap<>();
        for (SettingDefinition definition : definitions) {
            DocumentNode node = written.get(definition.name());
            if (node != null && !(node instanceof Empty)) {
                value(node, definition, zone, secretsInTexts).ifPresent(value -> values.put(definition.name(), value));
            } else if (whole && definition.defaultValue() != null) {
                values.put(definition.name(), definition.defaultValue());
            } else if (whole && definition.required()) {
                fields.refuse(written.placeOf(definition.name()), "must be given: " + definition.meaning());
            }
        }
        return values;
    }

    private Optional<?> value(DocumentNode node, SettingDefinition definition, ZoneId zone, boolean secretsInTexts) {
        Optional<?> value = switch (definition.type()) {
            case TEXT -> secretsInTexts && refersToSecret(node)
                    ? fields.secret(node)
                    : definition.equals(URL) ? address(node) : fields.text(node);
            case CONNECTION -> fields.text(node);
            case INTEGER -> fields.integer(node);
            case DECIMAL -> fields.decimal(node);
            case BOOLEAN -> fields.bool(node);
            case DURATION -> fields.duration(node);
            case DELAY -> fields.delay(node);
            case DATE -> fields.date(node, zone);
            case SECRET -> fields.secret(node);
            case TEXT_LIST -> fields.texts(node);
            case MAP -> fields.plainMapping(node);
            case CONNECTION_MAP -> named.connections(node, definition.allowed());
            case DURATION_MAP -> named.durations(node, definition.allowed());
        };
        boolean ofNames = definition.type() == Type.CONNECTION_MAP || definition.type() == Type.DURATION_MAP;
        if (value.isEmpty() || definition.allowed().isEmpty() || definition.type() == Type.SECRET || ofNames) {
            return value;
        }
        List<DocumentNode> parts = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        return parts.stream().filter(part -> !allowed(part, definition)).toList().isEmpty() ? value : Optional.empty();
    }

    /** A login in it is not repeated in the problem. */
    private Optional<String> address(DocumentNode node) {
        Optional<String> text = fields.text(node);
        if (text.isPresent() && !ADDRESS.matcher(text.get()).matches()) {
            fields.refuse(node.place(), "must be http:// or https:// with a host and perhaps a path, without a login, a query"
                    + " or a fragment");
            return Optional.empty();
        }
        return text;
    }

    private boolean allowed(DocumentNode part, SettingDefinition definition) {
        if (part instanceof Scalar scalar && definition.allowed().contains(scalar.text())) {
            return true;
        }
        String hint = part instanceof Scalar scalar ? "; " + NearMisses.hint(scalar.text(), definition.allowed()) : "";
        fields.refused(part, "must be one of " + String.join(", ", definition.allowed()) + hint);
        return false;
    }

    private static boolean refersToSecret(DocumentNode node) {
        return node instanceof Scalar scalar && Secrets.refersToSecret(scalar.text());
    }
}
