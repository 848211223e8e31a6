package io.fieldline.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One place where a flow reads from ServiceTitan or writes to it.
 *
 * @param collection <code>jpm/jobs</code>; {@link #CHOSEN} when the tenant's setting <code>resources</code> names them
 * @param operation what it does there; empty where the flow follows the collection's changes
 */
public record ServiceTitanUse(String collection, Optional<String> operation) {

    /** The collections that the tenant chose. */
    public static final String CHOSEN = "*/*";

    private static final String SCHEME = "servicetitan:";
    private static final Set<String> STEPS = Set.of("to", "toD", "wireTap");
    private static final String DEFAULT_OPERATION = "get";

    /** An operation as settings files name it: <code>crm/customers#create</code>. */
    static ServiceTitanUse of(String operation) {
        int hash = operation.indexOf('#');
        return new ServiceTitanUse(operation.substring(0, hash), Optional.of(operation.substring(hash + 1)));
    }

    /** Every use in a route, in the order of its lines; none when the file is no YAML. */
    static List<ServiceTitanUse> in(FlowFile file) {
        List<ServiceTitanUse> uses = new ArrayList<>();
        try {
            find(YamlNode.parse(file.name(), file.text()), uses);
        } catch (YamlNode.BrokenYamlException refused) {
            // The loader refuses the file and says why; what does not run needs no scopes.
            return List.of();
        }
        return uses;
    }

    private static void find(YamlNode node, List<ServiceTitanUse> uses) {
        node.items().forEach(item -> find(item, uses));
        node.fields().forEach((name, content) -> {
            if (name.equals("from") || STEPS.contains(name)) {
                content.text().or(() -> content.text("uri")).map(String::strip).filter(uri -> uri.startsWith(SCHEME))
                        .ifPresent(uri -> uses.addAll(uses(name, uri.substring(SCHEME.length()), content)));
            }
            find(content, uses);
        });
    }

    private static List<ServiceTitanUse> uses(String step, String address, YamlNode content) {
        String[] parts = address.split("\\?", 2);
        String collection = parts[0].replaceFirst("^//", "");
        String query = parts.length == 2 ? parts[1] : "";
        if (step.equals("from")) {
            Stream<String> also = option("also", content, query).stream().flatMap(text -> Stream.of(text.split(",")))
                    .map(String::strip);
            return Stream.concat(also, Stream.of(collection)).map(one -> new ServiceTitanUse(one, Optional.empty())).toList();
        }
        String operation = option("operation", content, query).orElse(DEFAULT_OPERATION);
        return List.of(new ServiceTitanUse(collection, Optional.of(operation)));
    }

    private static Optional<String> option(String name, YamlNode content, String query) {
        return content.field("parameters").flatMap(parameters -> parameters.text(name))
                .or(() -> Stream.of(query.split("&")).filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1)).findFirst());
    }
}
