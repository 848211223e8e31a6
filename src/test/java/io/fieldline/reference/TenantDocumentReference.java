package io.fieldline.reference;

import static io.fieldline.reference.MarkdownTable.code;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fieldline.destination.hubspot.HubSpotConnectionType;
import io.fieldline.destination.quickbooks.QuickBooksConnectionType;
import io.fieldline.destination.salesforce.SalesforceConnectionType;
import io.fieldline.destination.slack.SlackConnectionType;
import io.fieldline.flow.FlowLibrary;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowContract;
import io.fieldline.tenant.MessageSettingsReader;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;
import io.fieldline.warehouse.Warehouses;

/** What each type of connection and each shipped flow asks of a tenant document. */
final class TenantDocumentReference {

    private final Map<String, List<SettingDefinition>> connectionTypes = new TreeMap<>(Warehouses.connectionTypes());
    private final FlowLibrary flows;

    /** @param empty a folder without routes of an owner */
    TenantDocumentReference(Path empty) {
        connectionTypes.put(SlackConnectionType.NAME, SlackConnectionType.settings());
        connectionTypes.put(SalesforceConnectionType.NAME, SalesforceConnectionType.settings());
        connectionTypes.put(HubSpotConnectionType.NAME, HubSpotConnectionType.settings());
        connectionTypes.put(QuickBooksConnectionType.NAME, QuickBooksConnectionType.settings());
        flows = new FlowLibrary(ConfigurationFolder.in(empty), Catalog.load());
    }

    String render() {
        return "\n## The block messages\n\n" + settings(MessageSettingsReader.definitions())
                + "\n## Types of connections\n\n" + ofMessages()
                + connectionTypes.entrySet().stream().map(type -> "### " + type.getKey() + "\n\n" + settings(type.getValue()))
                        .collect(Collectors.joining("\n"))
                + "\n## Settings of the shipped flows\n\n"
                + flows.flows().stream().map(flow -> flows.contract(flow).orElseThrow())
                        .map(TenantDocumentReference::flow).collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String ofMessages() {
        return "Those that carry messages to customers are on [a page of their own](destinations-messages.md#settings): "
                + MessageProviderReference.types().stream().map(MarkdownTable::code).collect(Collectors.joining(", "))
                + ".\n\n";
    }

    private static String flow(FlowContract contract) {
        String connection = contract.connectionTypes().isEmpty()
                ? ""
                : "`connection` names a connection of type " + contract.connectionTypes().stream().map(MarkdownTable::code)
                        .collect(Collectors.joining(" or ")) + ".\n\n";
        return "### " + contract.flow() + "\n\n" + connection + settings(contract.settings());
    }

    static String settings(List<SettingDefinition> settings) {
        MarkdownTable table = new MarkdownTable("Setting", "Type", "Default", "Meaning");
        settings.forEach(setting -> table.row(code(setting.name()),
                setting.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                setting.required() ? "must be given" : value(setting.defaultValue()), setting.meaning() + allowed(setting)));
        return table.toString();
    }

    private static String value(Object value) {
        if (value == null || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()) {
            return "none";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(MarkdownTable::code).collect(Collectors.joining(" "));
        }
        return code(value instanceof Duration duration ? written(duration) : value);
    }

    /** As a tenant document writes it. */
    private static String written(Duration duration) {
        return duration.toSecondsPart() != 0
                ? duration.toSeconds() + "s"
                : duration.toMinutesPart() != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }

    private static String allowed(SettingDefinition setting) {
        boolean names = setting.type() == Type.CONNECTION_MAP || setting.type() == Type.DURATION_MAP;
        return setting.allowed().isEmpty()
                ? ""
                : (names ? " By " : " One of ")
                        + setting.allowed().stream().map(MarkdownTable::code).collect(Collectors.joining(", ")) + ".";
    }
}
