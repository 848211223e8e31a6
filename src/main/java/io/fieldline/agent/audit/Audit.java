package io.fieldline.agent.audit;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.CanonicalJson;

/** Writes down what happened. Each entry holds the hash of the one before. */
public final class Audit {

    /** What the first entry holds in place of the hash of one before. */
    static final String BEGINNING = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUL = "\\u0000";
    private static final String REPLACED = "\\ufffd";

    private final AuditStore store;
    private final AuditHead head;
    private final InstantSource clock;
    /** The last that this process is sure of. */
    private final AtomicReference<AuditEntry> sure = new AtomicReference<>();

    public Audit(AuditStore store, AuditHead head, InstantSource clock) {
        this.store = store;
        this.head = head;
        this.clock = clock;
    }

    /** Whose call it is about. */
    public record Call(String client, Optional<String> person, String tenant, String tool) {}

    /**
     * Adds an entry. Inside a unit of work it stands when that ends; then {@link #mark} is to be called.
     *
     * @param event such as <code>begun</code>
     * @param facts more about it; nothing personal that is not masked
     */
    public AuditEntry add(String event, Call call, ObjectNode facts) {
        return store.append(last -> next(following(last), event, call, facts));
    }

    /** Where the store has lost its end, the next entry follows on what was lost, so that the gap stays. */
    private Optional<AuditEntry> following(Optional<AuditEntry> last) {
        AuditEntry known = sure.get();
        return known != null && known.number() > last.map(AuditEntry::number).orElse(0L) ? Optional.of(known) : last;
    }

    private AuditEntry next(Optional<AuditEntry> last, String event, Call call, ObjectNode facts) {
        long number = last.map(AuditEntry::number).orElse(0L) + 1;
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("number", number)
                .put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()).put("event", event)
                .put("client", call.client()).put("person", call.person().orElse("")).put("tenant", call.tenant())
                .put("tool", call.tool()).put("before", last.map(AuditEntry::hash).orElse(BEGINNING));
        body.set("facts", facts);
        String text = encodable(CanonicalJson.of(body));
        return new AuditEntry(number, text, CanonicalJson.sha256(text));
    }

    /** Half a character and the escape of NUL, which not every store keeps, are replaced before the hash is made. */
    private static String encodable(String text) {
        return new String(text.replace(NUL, REPLACED).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The facts of an entry; empty where there is none, or it was altered. */
    public Optional<JsonNode> facts(long number) {
        return store.find(number).filter(entry -> CanonicalJson.sha256(entry.body()).equals(entry.hash())).map(entry -> {
            try {
                return JSON.readTree(entry.body()).path("facts");
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("what has the hash of an entry is one", e);
            }
        });
    }

    /** Notes beside the store how far the audit got. */
    public void mark() {
        store.last().ifPresent(last -> {
            sure.accumulateAndGet(last, (known, now) -> known != null && known.number() > now.number() ? known : now);
            head.advance(last, store);
        });
    }
}
