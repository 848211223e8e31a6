package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.PairCounts;

/**
 * Brings the first customers of a tenant into step with a CRM, and no others, to see on a few what the flow does. Arguments:
 * <code>flow</code>, <code>tenant</code>, <code>limit</code>.
 */
public final class FirstCustomers implements Verb {

    /** Works on the first customers of one flow. */
    @FunctionalInterface
    public interface Work {

        PairCounts on(String tenant, String flow, int most);
    }

    private final Work work;

    public FirstCustomers(Work work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "first-customers";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        PairCounts counts = work.on(arguments.required("tenant"), arguments.required("flow"), arguments.number("limit", 0));
        ObjectNode result = Json.object().put("ok", counts.waiting() == 0);
        result.putArray("rows").addObject().put("created", counts.created()).put("updated", counts.updated())
                .put("unchanged", counts.unchanged()).put("waiting", counts.waiting()).put("skipped", counts.skipped());
        return result;
    }
}
