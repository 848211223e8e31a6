package io.fieldline.ops;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;

/** The verbs that this process can run itself. */
public final class Verbs implements Operator {

    private final Map<String, Verb> verbs = new TreeMap<>();

    public Verbs(List<Verb> verbs) {
        verbs.forEach(verb -> this.verbs.put(verb.name(), verb));
    }

    @Override
    public ObjectNode run(String verb, ObjectNode arguments, Consumer<ObjectNode> progress) {
        Verb known = verbs.get(verb);
        if (known == null) {
            throw new MisconfiguredException("There is no verb " + verb + "; there are " + String.join(", ", verbs.keySet()));
        }
        return known.run(arguments, progress);
    }
}
