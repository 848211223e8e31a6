package io.fieldline.ops;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.DryRun;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;

/**
 * Shows what a flow between ServiceTitan and a CRM would do, and writes nothing. Arguments: <code>flow</code>,
 * <code>tenant</code>; <code>id</code> for one record, else <code>limit</code> (20) for the first ones; <code>counts</code> to
 * leave the single fields out.
 */
public final class Preview implements Verb {

    /** Looks at records of one flow. */
    @FunctionalInterface
    public interface Look {

        DryRun.Result at(String tenant, String flow, String id, int most);
    }

    private final Look look;

    public Preview(Look look) {
        this.look = look;
    }

    @Override
    public String name() {
        return "preview";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        DryRun.Result found = look.at(arguments.required("tenant"), arguments.required("flow"),
                arguments.text("id").orElse(null), arguments.number("limit", 20));
        ObjectNode result = Json.object().put("looked", found.looked()).put("creates", found.creates())
                .put("updates", found.updates()).put("unchanged", found.unchanged()).put("conflicts", found.conflicting())
                .put("invalid", found.invalid());
        ArrayNode rows = result.putArray("rows");
        if (!values.path("counts").asBoolean()) {
            found.planned().forEach(planned -> add(rows, planned));
            found.conflicts().forEach(conflict -> add(rows, conflict));
        }
        return result.put("ok", true);
    }

    private static void add(ArrayNode rows, DryRun.Planned planned) {
        SideWrite write = planned.write();
        String customer = planned.toCrm() ? write.otherId() : write.creates() ? "new" : write.id();
        String record = planned.toCrm() ? write.creates() ? "new" : write.id() : write.otherId();
        String does = (write.creates() ? "create in " : "change in ") + (planned.toCrm() ? "the CRM" : "ServiceTitan");
        if (write.state() != null) {
            rows.addObject().put("customer", customer).put("record", record).put("does", does).put("field", "state")
                    .put("now", planned.before() == null ? "" : word(planned.before().state()))
                    .put("then", word(write.state()));
        } else if (write.fields().isEmpty()) {
            rows.addObject().put("customer", customer).put("record", record).put("does", does).put("field", "link");
        }
        for (Map.Entry<String, Object> field : write.fields().entrySet()) {
            Object now = planned.before() == null ? null : planned.before().fields().get(field.getKey());
            rows.addObject().put("customer", customer).put("record", record).put("does", does).put("field", field.getKey())
                    .put("now", text(now)).put("then", text(field.getValue()));
        }
    }

    private static void add(ArrayNode rows, Conflict conflict) {
        rows.addObject().put("customer", conflict.serviceTitanId()).put("record", conflict.crmId()).put("does", "ask")
                .put("field", String.join(", ", conflict.details().keySet())).put("now", conflict.message());
    }

    private static String word(SideRecord.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
