package io.fieldline.sync.pair;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A system in memory. It refuses what moved on, and things can be made to happen between its operations. */
final class MemorySide implements ServiceTitanSide {

    /** Called before and after an operation has its effect. */
    interface Hook {

        void before(String operation);

        void after(String operation);
    }

    static final Hook NONE = new Hook() {
        @Override
        public void before(String operation) {}

        @Override
        public void after(String operation) {}
    };

    final Map<String, SideRecord> records = new TreeMap<>();
    final List<SideWrite> writes = new ArrayList<>();
    final Map<String, WriteOutcome> refusals = new HashMap<>();
    /** The values that it takes. */
    Predicate<Object> takes = value -> true;
    /** What it answers to a write that is to change the state; null where it takes it. */
    WriteOutcome stateRefusal;
    private final String prefix;
    private final InstantSource clock;
    private final boolean upserts;
    private final Map<String, Long> changedAt = new HashMap<>();
    private long number;
    private long sequence;
    Hook hook = NONE;
    boolean merges;
    /** Whether it writes over what it was not asked to expect. */
    boolean unconditional;

    /** @param upserts whether creating twice for the same other id is creating once, as external ids make it */
    MemorySide(String prefix, InstantSource clock, boolean upserts) {
        this.prefix = prefix;
        this.clock = clock;
        this.upserts = upserts;
    }

    @Override
    public WriteOutcome merge(String winner, String loser) {
        if (!merges) {
            return ServiceTitanSide.super.merge(winner, loser);
        }
        state(loser, SideRecord.State.DELETED, winner);
        return new WriteOutcome.Written(winner, null);
    }

    String seed(Map<String, Object> fields) {
        String id = prefix + ++number;
        put(id, fields, null, SideRecord.State.ACTIVE, null);
        return id;
    }

    void edit(String id, String field, Object value) {
        SideRecord record = records.get(id);
        Map<String, Object> fields = new LinkedHashMap<>(record.fields());
        fields.put(field, value);
        put(id, fields, record.otherId(), record.state(), record.mergedInto());
    }

    void state(String id, SideRecord.State state, String mergedInto) {
        SideRecord record = records.get(id);
        put(id, record.fields(), record.otherId(), state, mergedInto);
    }

    void bears(String id, String otherId) {
        SideRecord record = records.get(id);
        put(id, record.fields(), otherId, record.state(), record.mergedInto());
    }

    private void put(String id, Map<String, Object> fields, String otherId, SideRecord.State state, String mergedInto) {
        Instant now = clock.instant();
        changedAt.put(id, ++sequence);
        records.put(id, new SideRecord(id, fields, "v" + sequence, now, Map.of(), otherId, state, mergedInto));
    }

    long sequence() {
        return sequence;
    }

    List<SideRecord> changedAfter(long position) {
        return records.values().stream().filter(record -> changedAt.get(record.id()) > position).toList();
    }

    Object value(String id, String field) {
        return records.get(id).fields().get(field);
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        hook.before("read");
        List<SideRecord> found = ids.stream().map(records::get).filter(Objects::nonNull).toList();
        hook.after("read");
        return found;
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> asked) {
        return asked.stream().map(this::write).toList();
    }

    private WriteOutcome write(SideWrite write) {
        hook.before("write");
        WriteOutcome refusal = write.fields().keySet().stream().map(refusals::get).filter(Objects::nonNull).findFirst()
                .orElse(null);
        if (refusal != null) {
            return refusal;
        }
        if (stateRefusal != null && write.state() != null) {
            return stateRefusal;
        }
        Optional<String> created = write.creates() && upserts ? findCreated(write.otherId()) : Optional.empty();
        String id = write.creates() ? created.orElseGet(() -> prefix + ++number) : write.id();
        SideRecord before = records.get(id);
        if (!write.creates() && before == null) {
            return new WriteOutcome.Gone();
        }
        if (!unconditional && write.expectedVersion() != null && !write.expectedVersion().equals(before.version())) {
            return new WriteOutcome.Stale();
        }
        List<String> untaken = write.fields().keySet().stream().filter(field -> !takes.test(write.fields().get(field)))
                .toList();
        if (!untaken.isEmpty()) {
            return new WriteOutcome.Refused("does not take it", untaken);
        }
        writes.add(write);
        Map<String, Object> fields = new LinkedHashMap<>(before == null ? Map.of() : before.fields());
        fields.putAll(write.fields());
        put(id, fields, write.otherId(),
                write.state() != null ? write.state() : before == null ? SideRecord.State.ACTIVE : before.state(),
                before == null ? null : before.mergedInto());
        hook.after("write");
        return new WriteOutcome.Written(id, records.get(id).version());
    }

    @Override
    public Optional<String> findCreated(String otherId) {
        return records.values().stream().filter(record -> otherId.equals(record.otherId())).map(SideRecord::id).findFirst();
    }
}
