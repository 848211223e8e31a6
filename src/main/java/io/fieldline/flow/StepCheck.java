package io.fieldline.flow;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;

import io.fieldline.flow.FlowCheck.Findings;

/** What the steps of a flow may not contain, and every endpoint that they name. */
final class StepCheck {

    private static final String SCRIPT = "is a script; a flow's own rules belong in a small named bean";
    private static final String RETRY = "is not for a flow: when and how often something is tried again is the policy's to say,"
            + " see routeConfigurationId";
    private static final Map<String, String> FORBIDDEN = Map.ofEntries(Map.entry("script", SCRIPT),
            Map.entry("groovy", SCRIPT), Map.entry("js", SCRIPT), Map.entry("javaScript", SCRIPT), Map.entry("java", SCRIPT),
            Map.entry("joor", SCRIPT), Map.entry("mvel", SCRIPT), Map.entry("ognl", SCRIPT), Map.entry("python", SCRIPT),
            Map.entry("csimple", SCRIPT), Map.entry("spel", SCRIPT), Map.entry("wasm", SCRIPT), Map.entry("loop", RETRY),
            Map.entry("loopDoWhile", RETRY), Map.entry("redeliveryPolicy", RETRY), Map.entry("errorHandler", RETRY),
            Map.entry("onException", RETRY), Map.entry("circuitBreaker", RETRY));
    private static final Set<String> LANGUAGES_WITHOUT_SCRIPTS = Set.of("simple", "constant", "jsonpath", "method", "bean",
            "ref",
            "variable", "header", "exchangeProperty", "tokenize", "xpath", "datasonnet", "jq", "jslt");
    private static final Set<String> ENDPOINTS = Set.of("from", "to", "toD", "wireTap", "poll", "interceptSendToEndpoint");
    private static final Set<String> NAMED_VALUES = Set.of("setHeader", "setVariable", "setProperty");
    private static final Pattern SQL = Pattern.compile(
            "(?is)^\\s*(select|insert\\s+into|update|delete\\s+from|merge\\s+into|with|create|alter|drop|copy)\\b.*");
    private static final int LONGEST_SQL = 160;

    private final Findings findings;
    private final EndpointCheck endpoints;
    private final ExceptionCheck exceptions;

    StepCheck(CamelContext context, Findings findings) {
        this.findings = findings;
        this.endpoints = new EndpointCheck(context, findings);
        this.exceptions = new ExceptionCheck(context, findings);
    }

    void check(YamlNode route) {
        exceptions.check(route);
        walk("", route);
    }

    /** @param step the name under which the node stands */
    private void walk(String step, YamlNode node) {
        node.items().forEach(item -> walk(step, item));
        node.text().ifPresent(text -> value(step, node, text));
        node.fields().forEach(this::step);
    }

    private void step(String name, YamlNode content) {
        if (FORBIDDEN.containsKey(name)) {
            findings.add(content.line(), name, FORBIDDEN.get(name));
        }
        if (ENDPOINTS.contains(name)) {
            endpoints.check(name, content);
        }
        if (NAMED_VALUES.contains(name)) {
            namedValue(name, content);
        }
        if (name.equals("language")) {
            language(content);
        }
        if (name.equals("parameters")) {
            // Names of options, not of steps.
            content.fields().forEach((option, value) -> value.text().ifPresent(text -> value(option, value, text)));
        } else {
            walk(name, content);
        }
    }

    private void language(YamlNode content) {
        content.text("language").filter(language -> !LANGUAGES_WITHOUT_SCRIPTS.contains(language))
                .ifPresent(language -> findings.add(content.line(), "language", language + " " + SCRIPT));
    }

    private void namedValue(String step, YamlNode content) {
        String name = content.text("name").orElse("");
        YamlNode constant = content.field("constant")
                .or(() -> content.field("expression").flatMap(node -> node.field("constant")))
                .orElse(null);
        String value = constant == null ? "" : constant.text().or(() -> constant.text("expression")).orElse("");
        if (ClearTextSecrets.isSecret(name) && ClearTextSecrets.isClearText(value)) {
            findings.add(constant.line(), step + "." + name, ClearTextSecrets.RULE);
        }
    }

    /** Wherever an address stands: a step may compute where it sends from a header, a variable or a constant. */
    private void value(String step, YamlNode node, String text) {
        if (CustomerAddresses.isOne(text)) {
            findings.add(node.line(), step, CustomerAddresses.RULE);
        }
        sql(node, text);
    }

    private void sql(YamlNode node, String text) {
        if (SQL.matcher(text).matches() && (text.strip().contains("\n") || text.length() > LONGEST_SQL)) {
            findings.add(node.line(), "", "must not hold SQL longer than a line of " + LONGEST_SQL
                    + " characters; put it behind a view or a named bean");
        }
    }
}
