package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.outreach.Recipient;
import io.fieldline.outreach.WrittenConsents;

/**
 * Shows the written consents that are recorded, the newest first. Arguments: <code>tenant</code>, <code>limit</code> (50),
 * <code>reveal</code> to show numbers and addresses whole.
 */
public final class Consents implements Verb {

    private final WrittenConsents consents;

    public Consents(WrittenConsents consents) {
        this.consents = consents;
    }

    @Override
    public String name() {
        return "consents";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        boolean reveal = values.path("reveal").asBoolean();
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        consents.list(arguments.required("tenant"), arguments.number("limit", 50))
                .forEach(consent -> rows.addObject().put("date", consent.givenAt().toString())
                        .put("recipient", MaskedAddress.of(new Recipient(consent.address(), ""), reveal))
                        .put("customer", consent.customerId() == 0 ? "" : Long.toString(consent.customerId()))
                        .put("source", consent.source()));
        return result.put("ok", true);
    }
}
