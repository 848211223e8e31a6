package io.fieldline.outreach.writeback;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fieldline.tenant.Connection;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;
import io.fieldline.tenant.Tenant;

/**
 * How a tenant wants ServiceTitan to be told, which it says of the connections that carry its messages.
 *
 * @param optOuts where an opt-out goes
 * @param tag by its name; of {@link OptOuts#TAG}
 * @param jobNotes whether a message that was sent is noted on its job
 */
public record WriteBackRules(OptOuts optOuts, String tag, boolean jobNotes) {

    /** Where ServiceTitan is told of an opt-out. */
    public enum OptOuts {

        /** The preferences of the contacts with this number or address. */
        PREFERENCES,

        /** A tag of their customers. */
        TAG,

        NONE
    }

    private static final String OPT_OUTS = "optOuts";
    private static final String TAG_NAME = "optOutTag";
    private static final String JOB_NOTES = "jobNotes";
    private static final Set<String> OF_NUMBERS = Set.of("twilio");
    private static final Set<String> OF_ADDRESSES = Set.of("sendgrid", "mail");
    private static final String DEFAULT_TAG = "No messages";

    /** @param types of connections with their settings; those whose recipients can opt out get the settings of this class */
    public static Map<String, List<SettingDefinition>> with(Map<String, List<SettingDefinition>> types) {
        Map<String, List<SettingDefinition>> all = new TreeMap<>(types);
        all.replaceAll((type, settings) -> OF_NUMBERS.contains(type) || OF_ADDRESSES.contains(type)
                ? Stream.concat(settings.stream(), settings().stream()).toList()
                : settings);
        return all;
    }

    static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition(OPT_OUTS, Type.TEXT, false, "preferences", List.of("preferences", "tag", "none"),
                        "How ServiceTitan is told that a recipient wants no more messages: by the preferences of its"
                                + " contact, by a tag of its customer, or not at all. That Fieldline sends nothing more does"
                                + " not depend on it."),
                new SettingDefinition(TAG_NAME, Type.TEXT, false, DEFAULT_TAG, List.of(),
                        "The name of the tag for optOuts: tag; it must be there in ServiceTitan."),
                new SettingDefinition(JOB_NOTES, Type.BOOLEAN, false, false, List.of(),
                        "Whether each message that was sent about a job is noted on the job in ServiceTitan, once."));
    }

    static WriteBackRules of(Connection connection) {
        return new WriteBackRules(connection.text(OPT_OUTS).map(word -> OptOuts.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(OptOuts.PREFERENCES), connection.text(TAG_NAME).orElse(DEFAULT_TAG),
                connection.text(JOB_NOTES).map(Boolean::parseBoolean).orElse(false));
    }

    /**
     * Those of the connection, by name the first, that tells ServiceTitan of opt-outs.
     *
     * @param addresses whether opt-outs of e-mail addresses are meant, else those of numbers
     */
    static Optional<WriteBackRules> ofOptOuts(Tenant tenant, boolean addresses) {
        Set<String> types = addresses ? OF_ADDRESSES : OF_NUMBERS;
        return connections(tenant).filter(connection -> types.contains(connection.type())).map(WriteBackRules::of)
                .filter(rules -> rules.optOuts() != OptOuts.NONE).findFirst();
    }

    /** Those of each connection that carries messages. */
    public static List<WriteBackRules> all(Tenant tenant) {
        return connections(tenant).map(WriteBackRules::of).toList();
    }

    /** The names of the connections whose messages are noted. */
    static List<String> noting(Tenant tenant) {
        return connections(tenant).filter(connection -> of(connection).jobNotes()).map(Connection::name).toList();
    }

    private static Stream<Connection> connections(Tenant tenant) {
        return tenant.connections().values().stream()
                .filter(connection -> OF_NUMBERS.contains(connection.type()) || OF_ADDRESSES.contains(connection.type()))
                .sorted(Comparator.comparing(Connection::name));
    }
}
