package io.fieldline.ops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.fieldline.failure.SyncException;
import io.fieldline.outreach.Mode;
import io.fieldline.outreach.writeback.WriteBack;
import io.fieldline.outreach.writeback.WriteBackStore;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** What a tenant that messages its customers is to know before it does so. */
public final class MessageFindings implements TenantProbe {

    /** The setting of a flow that names what a workflow in a CRM waits for. */
    public static final String ENROLLMENT = "enrollment";

    /** Who takes contacts into workflows. */
    public interface Enrollments {

        /** @return what the workflow must wait for, in one sentence */
        String trigger(Map<String, ?> properties);

        /** @return a sentence for each thing that the account lacks */
        List<String> missing(Connection connection, Map<String, ?> properties);

        /** @return a sentence for each contact that was to be let go and was not yet */
        List<String> troubled(String tenant);
    }

    private static final String CRM = "hubspot";
    private static final String WEBHOOKS = "/webhooks/";
    private static final String CALLBACK_URL = "callbackUrl";
    private static final String EVENT_KEY = "eventKey";
    private static final int MOST = 1000;

    private final Set<String> channels;
    private final BiFunction<String, String, Optional<Mode>> modes;
    private final WriteBackStore writeBacks;
    private final Enrollments enrollments;

    /**
     * @param channels types of connections that carry messages
     * @param modes by tenant and flow; empty where it is not known
     */
    public MessageFindings(Set<String> channels, BiFunction<String, String, Optional<Mode>> modes, WriteBackStore writeBacks,
            Enrollments enrollments) {
        this.channels = Set.copyOf(channels);
        this.modes = modes;
        this.writeBacks = writeBacks;
        this.enrollments = enrollments;
    }

    @Override
    public List<Finding> of(Tenant tenant) {
        List<FlowSettings> flows = tenant.flows().values().stream()
                .filter(flow -> connections(tenant, flow).findAny().isPresent() || enrollment(flow).isPresent()
                        || enrols(tenant, flow))
                .sorted(Comparator.comparing(FlowSettings::flow)).toList();
        if (flows.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("messages", Level.WARNING, "ServiceTitan's own notifications may text customers of the same"
                + " events as " + String.join(", ", flows.stream().map(FlowSettings::flow).toList())
                + "; its API does not tell, so switch them off there, or customers are told twice"));
        flows.forEach(flow -> modes.apply(tenant.name(), flow.flow())
                .ifPresent(mode -> findings.add(new Finding("mode of " + flow.flow(), Level.OK, sentence(mode)))));
        tenant.messages().linkDomain().ifPresent(host -> findings.add(new Finding("links in messages", Level.OK, "they lead to "
                + host + ": whatever stands before this service there must pass it the paths /go/ and /unsubscribe/")));
        Set<String> used = new TreeSet<>();
        flows.forEach(flow -> connections(tenant, flow).map(Connection::name).forEach(used::add));
        used.forEach(name -> callbacks(tenant, tenant.connections().get(name)).ifPresent(findings::add));
        flows.forEach(flow -> enrollment(flow).ifPresent(properties -> enrolled(tenant, flow, properties, findings)));
        unnamed(tenant, flows).forEach(findings::add);
        untold(tenant).ifPresent(findings::add);
        List<String> troubled = enrollments.troubled(tenant.name());
        troubled.stream().findFirst().ifPresent(newest -> findings.add(new Finding("contacts in workflows", Level.PROBLEM,
                troubled.size() + " contacts could not be let go by a workflow yet; the newest: " + newest)));
        return findings;
    }

    private static String sentence(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT) + ": " + switch (mode) {
            case PREVIEW -> "nothing is sent; what would be sent is shown by messages list";
            case REDIRECT -> "everything goes to the tenant's own number or address";
            case LIVE -> "customers are messaged";
        };
    }

    private Stream<Connection> connections(Tenant tenant, FlowSettings flow) {
        return texts(flow.values().values()).map(tenant.connections()::get)
                .filter(connection -> connection != null && channels.contains(connection.type()));
    }

    /** A connection may be named for each event, in a map. */
    private static Stream<String> texts(Collection<?> values) {
        return values.stream().flatMap(value -> {
            if (value instanceof Map<?, ?> map) {
                return texts(map.values());
            }
            if (value instanceof Collection<?> list) {
                return texts(list);
            }
            return value instanceof String text ? Stream.of(text) : Stream.of();
        });
    }

    private static Optional<Finding> callbacks(Tenant tenant, Connection connection) {
        String what = "callbacks of " + connection.name();
        String place = WEBHOOKS + connection.type() + "/" + tenant.name() + "/" + connection.name();
        return switch (connection.type()) {
            case "twilio" -> Optional.of(twilio(what, place, connection));
            case "sendgrid" -> Optional.of(connection.text(EVENT_KEY).isPresent()
                    ? new Finding(what, Level.OK, "events are taken at " + place)
                    : new Finding(what, Level.WARNING, "there is no eventKey, so bounces and opt-outs do not reach Fieldline;"
                            + " events are taken at " + place));
            default -> Optional.empty();
        };
    }

    private static Finding twilio(String what, String place, Connection connection) {
        Optional<String> url = connection.text(CALLBACK_URL);
        if (url.isEmpty()) {
            return new Finding(what, Level.WARNING, "there is no callbackUrl, so neither reports nor STOP reach"
                    + " Fieldline; it is the public address of this service with " + place);
        }
        if (!url.get().endsWith(place)) {
            return new Finding(what, Level.PROBLEM, "callbackUrl must end with " + place + ", not be " + url.get());
        }
        return connection.secret("authToken").isEmpty()
                ? new Finding(what, Level.WARNING, "there is no authToken, by which Twilio signs, so neither reports nor STOP"
                        + " are believed")
                : new Finding(what, Level.OK, "reports come to " + url.get() + "; replies too, where Twilio is told so");
    }

    private static Optional<Map<String, Object>> enrollment(FlowSettings flow) {
        if (!(flow.values().get(ENROLLMENT) instanceof Map<?, ?> map) || map.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> properties = new TreeMap<>();
        map.forEach((name, value) -> properties.put(name.toString(), value));
        return Optional.of(properties);
    }

    /** Whether contacts are to come into a workflow by the flow's connection. */
    private static boolean enrols(Tenant tenant, FlowSettings flow) {
        Connection connection = flow.values().containsKey(ENROLLMENT)
                && flow.values().get("connection") instanceof String name ? tenant.connections().get(name) : null;
        return connection != null && connection.type().equals(CRM);
    }

    private static Stream<Finding> unnamed(Tenant tenant, List<FlowSettings> flows) {
        return flows.stream().filter(flow -> enrols(tenant, flow) && enrollment(flow).isEmpty())
                .map(flow -> new Finding("workflow of " + flow.flow(), Level.PROBLEM, "flows." + flow.flow()
                        + ".enrollment must name the list or the property that HubSpot's workflow waits for"));
    }

    private void enrolled(Tenant tenant, FlowSettings flow, Map<String, Object> properties, List<Finding> findings) {
        String what = "workflow of " + flow.flow();
        findings.add(new Finding(what, Level.OK, enrollments.trigger(properties)));
        texts(flow.values().values()).map(tenant.connections()::get)
                .filter(connection -> connection != null && connection.type().equals(CRM))
                .flatMap(connection -> missing(connection, properties).stream())
                .forEach(missing -> findings.add(new Finding(what, Level.PROBLEM, missing)));
    }

    private List<String> missing(Connection connection, Map<String, Object> properties) {
        try {
            return enrollments.missing(connection, properties);
        } catch (SyncException e) {
            return List.of(e.getMessage());
        }
    }

    private Optional<Finding> untold(Tenant tenant) {
        List<WriteBack> troubled = writeBacks.troubled(tenant.name(), MOST);
        return troubled.stream().findFirst().map(newest -> new Finding("told ServiceTitan", Level.PROBLEM,
                troubled.size() + " opt-outs or notes could not be written to ServiceTitan yet; the newest: "
                        + newest.problem()));
    }
}
