package io.fieldline.flow;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;

import io.fieldline.flow.FlowCheck.Findings;

/** Every exception class that is named must be there: Camel asks for it only when the first failure comes. */
final class ExceptionCheck {

    private final CamelContext context;
    private final Findings findings;

    ExceptionCheck(CamelContext context, Findings findings) {
        this.context = context;
        this.findings = findings;
    }

    void check(YamlNode node) {
        node.items().forEach(this::check);
        node.fields().forEach((name, child) -> {
            if (name.equals("exception") || name.equals("exceptionType")) {
                classes(child).forEach(this::mustExist);
            }
            check(child);
        });
    }

    private static List<YamlNode> classes(YamlNode node) {
        List<YamlNode> classes = new ArrayList<>(node.items());
        if (node.text().isPresent()) {
            classes.add(node);
        }
        return classes;
    }

    private void mustExist(YamlNode written) {
        String name = written.text().orElse("");
        Class<?> found = context.getClassResolver().resolveClass(name);
        if (found == null || !Throwable.class.isAssignableFrom(found)) {
            findings.add(written.line(), "exception", "must be the full name of an exception class (found " + name + ")");
        }
    }
}
