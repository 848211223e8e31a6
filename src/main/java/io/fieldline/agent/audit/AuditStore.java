package io.fieldline.agent.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The audit, to which entries are only added. */
public interface AuditStore {

    /** Adds the entry that is made of the last one; one at a time, in whatever process. */
    AuditEntry append(Function<Optional<AuditEntry>, AuditEntry> next);

    Optional<AuditEntry> find(long number);

    Optional<AuditEntry> last();

    /** In their order. */
    List<AuditEntry> after(long number, int limit);

    /** The newest first. */
    List<AuditEntry> newest(Chosen chosen, int limit);

    /** Whose entries; null for any. */
    record Chosen(String client, String tenant, String tool) {}
}
