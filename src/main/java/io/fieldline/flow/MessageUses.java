package io.fieldline.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fieldline.messaging.MessageUse;
import io.fieldline.outreach.MessageKind;
import io.fieldline.tenant.FlowContract;

/**
 * Reads from a route of what it tells customers. Where an address names the event only when a record comes, the flow's settings
 * file says which there are.
 */
final class MessageUses {

    private static final String OUTREACH = "outreach:";
    private static final String COMPUTED = "${";
    private static final String DEFAULT_KIND = "marketing";
    private static final String DEFAULT_SUBJECT = "job";

    private final FlowContract contract;

    MessageUses(FlowContract contract) {
        this.contract = contract;
    }

    /** None of a file that is no YAML, for then it does not run. */
    List<MessageUse> in(FlowFile file) {
        if (!file.text().contains(OUTREACH)) {
            return List.of();
        }
        try {
            List<MessageUse> uses = new ArrayList<>();
            walk(YamlNode.parse(file.name(), file.text()), uses);
            return uses.stream().distinct().toList();
        } catch (YamlNode.BrokenYamlException refused) {
            return List.of();
        }
    }

    private void walk(YamlNode node, List<MessageUse> uses) {
        Optional<String> address = address(node);
        address.ifPresent(found -> uses.addAll(of(found, node)));
        if (address.isEmpty()) {
            Stream.concat(node.items().stream(), node.fields().values().stream()).forEach(child -> walk(child, uses));
        }
    }

    private static Optional<String> address(YamlNode node) {
        return node.text().or(() -> node.text("uri")).map(String::strip).filter(text -> text.startsWith(OUTREACH));
    }

    private List<MessageUse> of(String address, YamlNode step) {
        int query = address.indexOf('?');
        String event = address.substring(OUTREACH.length(), query < 0 ? address.length() : query);
        Map<String, String> options = new LinkedHashMap<>();
        if (query >= 0) {
            Stream.of(address.substring(query + 1).split("&")).map(pair -> pair.split("=", 2)).filter(pair -> pair.length == 2)
                    .forEach(pair -> options.put(pair[0], pair[1]));
        }
        step.field("parameters").map(YamlNode::fields).orElse(Map.of())
                .forEach((name, value) -> value.text().ifPresent(text -> options.put(name, text)));
        if (!event.contains(COMPUTED)) {
            return List.of(use(event, options, options.getOrDefault("subject", DEFAULT_SUBJECT)));
        }
        return contract.messages().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> use(one.getKey(), options, one.getValue())).toList();
    }

    private static MessageUse use(String event, Map<String, String> options, String subject) {
        String kind = options.getOrDefault("kind", DEFAULT_KIND);
        Optional<MessageKind> known = Stream.of(MessageKind.values())
                .filter(one -> one.name().equals(kind.toUpperCase(Locale.ROOT))).findFirst();
        return new MessageUse(event, known, subject, options.getOrDefault("template", event),
                Boolean.parseBoolean(options.get("sequence")));
    }
}
