package io.fieldline.ops;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.accounting.PostingDesk;

/**
 * Reads documents anew and posts them. Arguments: <code>tenant</code>; <code>documents</code>, each such as
 * <code>invoice/4711</code>, or none for all that wait in quarantine. Its <code>ok</code> is false when one of them still waits.
 */
public final class RetryAccounting implements Verb {

    private final PostingDesk desk;

    public RetryAccounting(PostingDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "accounting-retry";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        AtomicBoolean well = new AtomicBoolean(true);
        desk.postAgain(arguments.required("tenant"), arguments.texts("documents"), fate -> {
            ObjectNode row = Json.object().put("tenant", fate.key().tenant()).put("books", fate.key().books())
                    .put("document", fate.key().spoken()).put("outcome", fate.what().words()).put("reason", fate.why());
            rows.add(row);
            progress.accept(row.deepCopy());
            if (fate.what().waits()) {
                well.set(false);
            }
        });
        return result.put("ok", well.get());
    }
}
