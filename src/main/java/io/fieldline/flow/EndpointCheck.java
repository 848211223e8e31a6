package io.fieldline.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

import io.fieldline.flow.FlowCheck.Findings;

/**
 * Checks the options of an endpoint against those its component has, also in a <code>toD</code>, which Camel resolves only
 * when the first record comes. The names are taken from what Camel's build generates for every component and compiles in,
 * so they are there in a native binary as well.
 */
final class EndpointCheck {

    private static final Pattern USER_AND_PASSWORD = Pattern.compile("^[a-z0-9+-]+://?[^/?@:]+:[^/?@]+@.*");

    private final CamelContext context;
    private final Findings findings;

    EndpointCheck(CamelContext context, Findings findings) {
        this.context = context;
        this.findings = findings;
    }

    /** @param step the name of the step, <code>toD</code>; its content is an address or a mapping with one */
    void check(String step, YamlNode content) {
        Optional<String> uri = content.text().or(() -> content.text("uri"));
        if (uri.isEmpty()) {
            findings.add(content.line(), step, "must have a uri");
            return;
        }
        int line = content.field("uri").orElse(content).line();
        String address = uri.get().strip();
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        findings.endpoint(line, path);
        Map<String, Option> options = inUri(question < 0 ? "" : address.substring(question + 1), line);
        content.field("parameters").ifPresent(parameters -> parameters.fields().forEach((name, value) -> {
            options.put(name, new Option(value.line(), value.text().orElse("")));
        }));
        if (USER_AND_PASSWORD.matcher(path).matches() && !path.contains("${") && !path.contains("{{")) {
            findings.add(line, step, "a password " + ClearTextSecrets.RULE);
        }
        check(step, line, path, options);
    }

    private record Option(int line, String value) {}

    private static Map<String, Option> inUri(String query, int line) {
        Map<String, Option> options = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !pair.substring(0, equals).contains("$")) {
                options.put(pair.substring(0, equals), new Option(line, pair.substring(equals + 1)));
            }
        }
        return options;
    }

    private void check(String step, int line, String path, Map<String, Option> options) {
        int colon = path.indexOf(':');
        String written = colon < 0 ? path : path.substring(0, colon);
        Optional<String> scheme = scheme(written);
        Optional<EndpointUriFactory> component = scheme
                .map(name -> context.getCamelContextExtension().getEndpointUriFactory(name));
        Set<String> secrets = component.map(EndpointUriFactory::secretPropertyNames).orElse(Set.of());
        options.forEach((name, option) -> {
            if ((secrets.contains(name) || ClearTextSecrets.isSecret(name)) && ClearTextSecrets.isClearText(option.value())) {
                findings.add(option.line(), step + "." + name, ClearTextSecrets.RULE);
            }
        });
        if (component.isPresent()) {
            known(step, scheme.get(), component.get(), options);
        } else if (!written.contains("${") && !written.contains("{{") && context.getComponent(written) == null) {
            findings.add(line, step, "there is no component " + written + "; " + Hint.of(written, context.getComponentNames()));
        }
    }

    /** The component's type: <code>slack</code> for <code>slack</code> and for <code>slack-${variable.connection}</code>. */
    private Optional<String> scheme(String written) {
        int variable = written.indexOf("${");
        String fixed = variable < 0 ? written : written.substring(0, variable);
        while (!fixed.isEmpty()) {
            if (context.getCamelContextExtension().getEndpointUriFactory(fixed) != null) {
                return Optional.of(fixed);
            }
            fixed = fixed.contains("-") ? fixed.substring(0, fixed.lastIndexOf('-')) : "";
        }
        return Optional.empty();
    }

    private void known(String step, String scheme, EndpointUriFactory component, Map<String, Option> options) {
        if (component.isLenientProperties()) {
            return;
        }
        Collection<String> prefixes = component.multiValuePrefixes();
        List<String> known = new ArrayList<>(component.propertyNames());
        options.forEach((name, option) -> {
            if (!component.propertyNames().contains(name)
                    && prefixes.stream().noneMatch(name::startsWith)) {
                findings.add(option.line(), step + "." + name, "is not an option of " + scheme + "; " + Hint.of(name,
                        known.stream().filter(property -> !property.isBlank()).collect(Collectors.toSet())));
            }
        });
    }
}
