package io.fieldline.flow;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.messaging.MessageUse;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.FlowContract;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** Reads what stands beside a route, <code>&lt;id&gt;.settings.yaml</code>: what it asks of a tenant that switches it on. */
final class SettingsReader {

    private static final Set<String> KNOWN = Set.of("connectionTypes", "operations", "messages", "settings");
    private static final Set<String> KNOWN_OF_SETTING = Set.of("name", "type", "required", "default", "allowed", "meaning");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    private final String file;
    private final OperationNames known;
    private final List<DocumentProblem> problems;

    /** @param problems receives what is wrong */
    SettingsReader(String file, OperationNames known, List<DocumentProblem> problems) {
        this.file = file;
        this.known = known;
        this.problems = problems;
    }

    /** Empty when anything is wrong, which was then reported. */
    Optional<FlowContract> read(String flow, String text) {
        int before = problems.size();
        try {
            YamlNode document = YamlNode.parse(file, text);
            onlyKnown(document, KNOWN);
            List<String> connectionTypes = texts(document.field("connectionTypes"), "connectionTypes");
            List<String> operations = operations(document.field("operations"));
            Map<String, String> messages = messages(document.field("messages"));
            List<SettingDefinition> settings = settings(document, messages);
            return problems.size() == before
                    ? Optional.of(new FlowContract(flow, connectionTypes, settings, operations, messages))
                    : Optional.empty();
        } catch (YamlNode.BrokenYamlException broken) {
            problems.add(broken.problem());
            return Optional.empty();
        }
    }

    private List<String> operations(Optional<YamlNode> list) {
        list.map(YamlNode::items).orElse(List.of()).forEach(item -> item.text().flatMap(known::problem)
                .ifPresent(problem -> refuse(item.line(), "operations", problem)));
        return texts(list, "operations");
    }

    private Map<String, String> messages(Optional<YamlNode> written) {
        Map<String, String> messages = new LinkedHashMap<>();
        written.filter(node -> !node.isMapping()).ifPresent(
                node -> refuse(node.line(), "messages",
                        "must name for each event what it is about, as job-booked: appointment"));
        written.map(YamlNode::fields).orElse(Map.of()).forEach((event, node) -> {
            Optional<String> subject = node.text().filter(MessageUse.SUBJECTS::contains);
            subject.ifPresentOrElse(known -> messages.put(event, known), () -> refuse(node.line(), "messages." + event,
                    "must be one of " + String.join(", ", MessageUse.SUBJECTS)));
        });
        return messages;
    }

    private List<SettingDefinition> settings(YamlNode document, Map<String, String> messages) {
        Map<String, SettingDefinition> read = new LinkedHashMap<>();
        document.field("settings").filter(list -> !list.isSequence() && !list.text().orElse("x").isEmpty())
                .ifPresent(list -> refuse(list.line(), "settings", "must be a list"));
        for (YamlNode item : document.field("settings").map(YamlNode::items).orElse(List.of())) {
            setting(item, messages).filter(setting -> read.putIfAbsent(setting.name(), setting) != null)
                    .ifPresent(twice -> refuse(item.line(), twice.name(), "must be listed only once"));
        }
        return List.copyOf(read.values());
    }

    /** @param messages the names of maps that list none themselves */
    private Optional<SettingDefinition> setting(YamlNode item, Map<String, String> messages) {
        onlyKnown(item, KNOWN_OF_SETTING);
        Optional<String> name = item.text("name").filter(text -> NAME.matcher(text).matches());
        Optional<String> meaning = item.text("meaning");
        Optional<Type> type = item.text("type").flatMap(SettingsReader::type);
        if (name.isEmpty()) {
            refuse(item.line(), "name", "must be given: letters and digits, the first in lower case");
        }
        if (meaning.isEmpty()) {
            refuse(item.line(), name.orElse("meaning"), "must have a meaning, one sentence for the person who fills it in");
        }
        if (type.isEmpty()) {
            refuse(item.line(), name.orElse("type"), "must have a type: "
                    + String.join(", ", Arrays.stream(Type.values()).map(SettingsReader::written).toList()));
        }
        if (name.isEmpty() || meaning.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        Object otherwise = item.field("default").map(node -> value(name.get(), type.get(), node)).orElse(null);
        boolean required = item.text("required").map(Boolean::parseBoolean).orElse(false);
        if (required && otherwise != null) {
            refuse(item.line(), name.get(), "must be required or have a default, not both");
        }
        List<String> allowed = texts(item.field("allowed"), name.get());
        boolean ofEvents = allowed.isEmpty() && (type.get() == Type.CONNECTION_MAP || type.get() == Type.DURATION_MAP);
        return Optional.of(new SettingDefinition(name.get(), type.get(), required, otherwise,
                ofEvents ? List.copyOf(messages.keySet()) : allowed, meaning.get()));
    }

    private static Optional<Type> type(String text) {
        return Arrays.stream(Type.values()).filter(type -> written(type).equals(text)).findFirst();
    }

    private static String written(Type type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Object value(String name, Type type, YamlNode node) {
        try {
            return switch (type) {
                case TEXT -> scalar(node);
                case INTEGER -> Long.valueOf(scalar(node));
                case DECIMAL -> new BigDecimal(scalar(node));
                case BOOLEAN -> bool(scalar(node));
                case DURATION, DELAY -> duration(scalar(node));
                case TEXT_LIST -> texts(Optional.of(node), name);
                case MAP, CONNECTION_MAP, DURATION_MAP -> plain(node);
                case DATE, CONNECTION, SECRET -> throw new IllegalArgumentException();
            };
        } catch (IllegalArgumentException wrong) {
            refuse(node.line(), name, "must have a default that is a " + written(type)
                    + " (dates, connections and secrets have none)");
            return null;
        }
    }

    private static String scalar(YamlNode node) {
        return node.text().orElseThrow(IllegalArgumentException::new);
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Duration duration(String text) {
        Matcher written = DURATION.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException();
        }
        long amount = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Map<String, Object> plain(YamlNode node) {
        if (!node.isMapping()) {
            throw new IllegalArgumentException();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.fields().forEach((name, child) -> values.put(name, child.isMapping() ? plain(child) : scalar(child)));
        return values;
    }

    private List<String> texts(Optional<YamlNode> list, String field) {
        List<String> texts = new ArrayList<>();
        list.filter(node -> !node.isSequence()).ifPresent(node -> refuse(node.line(), field, "must be a list of texts"));
        for (YamlNode item : list.map(YamlNode::items).orElse(List.of())) {
            item.text().ifPresentOrElse(texts::add, () -> refuse(item.line(), field, "must be a list of texts"));
        }
        return texts;
    }

    private void onlyKnown(YamlNode mapping, Set<String> known) {
        mapping.fields().forEach((name, node) -> {
            if (!known.contains(name)) {
                refuse(node.line(), name, "is not known here; " + Hint.of(name, known));
            }
        });
    }

    private void refuse(int line, String field, String rule) {
        problems.add(new DocumentProblem(file, line, field, rule));
    }
}
