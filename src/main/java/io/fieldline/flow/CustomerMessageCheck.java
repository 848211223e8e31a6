package io.fieldline.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fieldline.flow.FlowCheck.Findings;

/**
 * Customers are messaged by <code>outreach:</code> alone, which asks whether they may be, and never about the past: a route
 * that addresses what reaches them itself is refused, and so is one whose addresses only a record tells.
 */
final class CustomerMessageCheck {

    private static final String OUTREACH = "outreach:";
    private static final String HINT = "; customers are messaged by a step such as outreach:review-request, which asks the gate";
    private static final Set<String> STEPS = Set.of("to", "toD", "wireTap", "interceptSendToEndpoint");
    private static final Set<String> COMPUTED = Set.of("recipientList", "routingSlip", "dynamicRouter");
    /** Components that carry messages to people. Mail is fetched by the same component that sends it. */
    private static final Pattern CHANNEL = Pattern
            .compile("(?i)(^|[^a-z0-9.-])(twilio|smtps?|imaps?|pop3s?|aws2-(ses|sns)|telegram|whatsapp)(-[^:\\s]*)?:.*",
                    Pattern.DOTALL);
    private static final Pattern PROVIDER = Pattern
            .compile("(?i).*(twilio\\.com|sendgrid\\.com|klaviyo\\.com|fcm\\.googleapis\\.com).*", Pattern.DOTALL);

    private final Findings findings;

    CustomerMessageCheck(Findings findings) {
        this.findings = findings;
    }

    void check(YamlNode route) {
        walk(route);
        if (addresses(route).anyMatch(address -> address.startsWith(OUTREACH))) {
            route.field("from").ifPresent(this::fromNow);
        }
    }

    /** Whether a route plans messages to customers; false when the file is no YAML, for then it does not run. */
    static boolean messages(FlowFile file) {
        try {
            return addresses(YamlNode.parse(file.name(), file.text())).anyMatch(address -> address.startsWith(OUTREACH));
        } catch (YamlNode.BrokenYamlException refused) {
            return false;
        }
    }

    private void walk(YamlNode node) {
        node.items().forEach(this::walk);
        node.fields().forEach((name, content) -> {
            step(name, content);
            walk(content);
        });
    }

    private void step(String name, YamlNode content) {
        if (COMPUTED.contains(name)) {
            findings.add(content.line(), name, "takes its addresses from a record, so that nobody can see what it reaches; use"
                    + " choice with steps to or toD");
        }
        if (name.equals("enrich")) {
            texts(content).filter(CustomerMessageCheck::reachesCustomers)
                    .forEach(text -> findings.add(content.line(), name, "addresses what reaches customers" + HINT));
        }
        if (STEPS.contains(name)) {
            address(content).ifPresent(address -> sent(name, content, address));
        }
    }

    private void sent(String step, YamlNode content, String address) {
        int line = content.field("uri").orElse(content).line();
        if (reachesCustomers(address)) {
            findings.add(line, step, "addresses " + address.replaceFirst("[:?].*", "") + ", which reaches customers" + HINT);
        } else if (address.startsWith("${") || address.startsWith("{{")) {
            findings.add(line, step,
                    "must begin with the name of a component: what it reaches would be known only when a record"
                            + " comes" + HINT);
        }
    }

    private static boolean reachesCustomers(String address) {
        return CHANNEL.matcher(address).find() || PROVIDER.matcher(address).matches();
    }

    private void fromNow(YamlNode from) {
        option(from, "initialPosition").filter(position -> !position.equals("now"))
                .ifPresent(position -> findings.add(from.line(), "from.initialPosition",
                        "must be now where customers are messaged: nobody is told of the past"));
        option(from, "unit").filter(unit -> !unit.equals("record")).ifPresent(unit -> findings.add(from.line(), "from.unit",
                "must be record where customers are messaged: each is decided about by itself"));
    }

    private static Optional<String> option(YamlNode from, String name) {
        String query = address(from).filter(address -> address.contains("?"))
                .map(address -> address.substring(address.indexOf('?') + 1)).orElse("");
        return from.field("parameters").flatMap(parameters -> parameters.text(name))
                .or(() -> Stream.of(query.split("&")).filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1)).findFirst());
    }

    private static Stream<String> addresses(YamlNode node) {
        Stream<String> own = node.fields().entrySet().stream()
                .filter(field -> STEPS.contains(field.getKey()))
                .flatMap(field -> address(field.getValue()).stream());
        return Stream.concat(own, Stream.concat(node.items().stream(), node.fields().values().stream())
                .flatMap(CustomerMessageCheck::addresses));
    }

    private static Stream<String> texts(YamlNode node) {
        List<YamlNode> parts = Stream.concat(node.items().stream(), node.fields().values().stream()).toList();
        return Stream.concat(node.text().stream(), parts.stream().flatMap(CustomerMessageCheck::texts));
    }

    private static Optional<String> address(YamlNode content) {
        return content.text().or(() -> content.text("uri")).map(String::strip);
    }
}
