package io.fieldline.messaging;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * A flow's settings as far as messages go:
 *
 * <pre>
 * connection     by which it sends
 * connections    by event, in place of connection: a name, a list of names of which the first that may be used is, or off
 * preferenceField, preferences  a custom field of customers, and what its values mean: the connection that is tried first, or off
 * delay          after the event; or delays by event
 * maxAges        by event, in place of the usual ages
 * dailyCap       at most so many a day; 0 for no limit
 * perCustomer    how long one customer hears nothing more of the same event
 * enrollment     what is set in a CRM so that its workflow begins
 * enrolledFor    how long a contact stays in it at most
 * language       in place of the tenant's
 * reviewLink, renewalLink, estimateLink  where customers write reviews, renew, or answer to an estimate
 * </pre>
 */
record FlowMessages(Tenant tenant, FlowSettings settings) {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
    static final String OFF = "off";
    private static final String AT_ONCE = "0s";

    /** @throws MisconfiguredException when the tenant has not switched the flow on */
    static FlowMessages of(Tenants tenants, String tenant, String flow) {
        return find(tenants, tenant, flow).orElseThrow(
                () -> new MisconfiguredException("Tenant " + tenant + " has not switched on the flow " + flow));
    }

    static Optional<FlowMessages> find(Tenants tenants, String tenant, String flow) {
        return tenants.find(tenant)
                .flatMap(found -> Optional.ofNullable(found.flows().get(flow)).map(one -> new FlowMessages(found, one)));
    }

    /**
     * By what customers may be told of an event, in the order in which it is tried.
     *
     * @return none when the tenant does not want customers to be told of the event
     */
    List<String> connections(String event) {
        Object chosen = map("connections").getOrDefault(event, settings.values().get("connection"));
        if (chosen == null) {
            throw wrong("connection", "names no connection by which customers are told of " + event);
        }
        if (OFF.equals(chosen)) {
            return List.of();
        }
        List<String> names = chosen instanceof List<?> list
                ? list.stream().map(String::valueOf).distinct().toList()
                : List.of(chosen.toString());
        if (names.isEmpty() || names.contains(OFF)) {
            throw wrong("connections." + event, "must be a connection, a list of connections, or off");
        }
        return names;
    }

    /** The connection that a customer prefers, or {@link #OFF}; empty where none is known. */
    Optional<String> preference(ContactFacts.Customer customer) {
        return settings.values().get("preferenceField") instanceof String field
                ? customer.customField(field).flatMap(value -> preferences().entrySet().stream()
                        .filter(meaning -> meaning.getKey().strip().equalsIgnoreCase(value)).map(Map.Entry::getValue)
                        .findFirst())
                : Optional.empty();
    }

    /** What the values of the field mean: a connection, or {@link #OFF}, which to YAML is a way to write false. */
    Map<String, String> preferences() {
        Map<String, String> meanings = new LinkedHashMap<>();
        map("preferences").forEach((value, meaning) -> meanings.put(String.valueOf(value),
                Boolean.FALSE.equals(meaning) ? OFF : String.valueOf(meaning)));
        return meanings;
    }

    Duration delay(String event) {
        Object own = map("delays").get(event);
        return own != null
                ? duration("delays." + event, own)
                : settings.values().get("delay") instanceof Duration delay ? delay : Duration.ZERO;
    }

    Map<String, Duration> maxAges() {
        Map<String, Duration> ages = new LinkedHashMap<>();
        map("maxAges").forEach((event, age) -> ages.put(String.valueOf(event), duration("maxAges." + event, age)));
        return ages;
    }

    OptionalInt dailyCap() {
        return settings.values().get("dailyCap") instanceof Long most && most > 0
                ? OptionalInt.of(Math.toIntExact(Math.min(most, Integer.MAX_VALUE)))
                : OptionalInt.empty();
    }

    Optional<Duration> perCustomer() {
        return time("perCustomer");
    }

    /** A duration of the flow's own. */
    Optional<Duration> time(String name) {
        return settings.values().get(name) instanceof Duration time ? Optional.of(time) : Optional.empty();
    }

    String language() {
        return settings.values().get("language") instanceof String language ? language : tenant.messages().language();
    }

    Optional<String> link(String name) {
        return settings.values().get(name) instanceof String link ? Optional.of(link) : Optional.empty();
    }

    /** What is set in a CRM so that its own workflow begins: a property and its value, or a list by its number. */
    Map<String, Object> enrollment() {
        Map<String, Object> trigger = new LinkedHashMap<>();
        map("enrollment").forEach((name, value) -> trigger.put(String.valueOf(name), value));
        if (trigger.isEmpty()) {
            throw wrong("enrollment", "must name the property or the list that the CRM's workflow waits for");
        }
        return trigger;
    }

    Map<?, Object> map(String name) {
        Map<Object, Object> values = new LinkedHashMap<>();
        if (settings.values().get(name) instanceof Map<?, ?> written) {
            written.forEach(values::put);
        }
        return values;
    }

    /** A duration, or none: <code>0s</code> is at once. */
    Duration delay(String name, Object written) {
        return AT_ONCE.equals(written) ? Duration.ZERO : duration(name, written);
    }

    private Duration duration(String name, Object written) {
        Matcher text = DURATION.matcher(String.valueOf(written));
        if (!text.matches()) {
            throw wrong(name, "must be a duration such as 30s, 15m, 6h or 2d (found \"" + written + "\")");
        }
        long amount = Long.parseLong(text.group(1));
        try {
            return switch (text.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } catch (DateTimeException | ArithmeticException tooLong) {
            throw wrong(name, "is too long");
        }
    }

    MisconfiguredException wrong(String setting, String rule) {
        return new MisconfiguredException(
                "Tenant " + tenant.name() + ": flows." + settings.flow() + "." + setting + ": " + rule);
    }
}
