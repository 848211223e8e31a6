package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.messaging.MessagePreview;
import io.fieldline.outreach.OutboxMessage;

/**
 * Shows what a message about a record would say now, by its template and with real data, and what the gate says to it. Nothing
 * is kept or sent. Arguments: <code>tenant</code>, <code>flow</code>, <code>event</code>, <code>subject</code>, <code>id</code>.
 */
public final class PreviewMessage implements Verb {

    private final MessagePreview preview;

    public PreviewMessage(MessagePreview preview) {
        this.preview = preview;
    }

    @Override
    public String name() {
        return "preview-message";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        MessagePreview.Seen seen = preview.look(arguments.required("tenant"), arguments.required("flow"),
                arguments.required("event"), arguments.required("subject"), arguments.id("id"));
        OutboxMessage message = seen.message();
        ObjectNode result = Json.object().put("channel", message.request().channel().name())
                .put("state", message.state().name()).put("reason", message.reason()).put("detail", message.detail())
                .put("to", message.recipient().map(Object::toString).orElse("")).put("due", message.due().toString());
        seen.text().subject().ifPresent(subject -> result.put("subject", subject));
        result.put("body", seen.text().body());
        seen.text().html().ifPresent(html -> result.put("html", html));
        seen.length().ifPresent(length -> result.put("encoding", length.encoding().name()).put("length", length.length())
                .put("segments", length.segments()));
        if (seen.text().body().isEmpty()) {
            ObjectNode properties = result.putObject("values");
            seen.text().properties().forEach((name, value) -> properties.put(name, String.valueOf(value)));
        }
        return result.put("ok", true);
    }
}
