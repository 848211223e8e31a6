package io.fieldline.crm;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** An account that gives its changes in the order in which a test made them, three to a page. */
final class InMemoryCrm implements Crm {

    static final int PAGE = 3;

    /** Runs before a page is given; may change records or fail. */
    interface Before {

        void page(String after);
    }

    private record Change(long number, SideRecord record) {}

    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile Before before = after -> {
    };
    volatile boolean endless;
    private final Map<String, Change> records = new LinkedHashMap<>();
    private long changes;

    synchronized void put(String id, String name, Instant modifiedOn) {
        records.remove(id);
        records.put(id, new Change(++changes, new SideRecord(id, Map.of("Account.Name", name), "v" + changes, modifiedOn,
                Map.of(), null, SideRecord.State.ACTIVE, null)));
    }

    synchronized void remove(String id) {
        records.remove(id);
    }

    @Override
    public Changes changes(String after) {
        asked.add(String.valueOf(after));
        before.page(after);
        return page(after == null ? 0 : Long.parseLong(after));
    }

    @Override
    public Changes changesOfStrangers(String after) {
        return changes(after);
    }

    private synchronized Changes page(long after) {
        List<Change> later = records.values().stream().filter(change -> change.number() > after).toList();
        List<Change> page = later.subList(0, Math.min(PAGE, later.size()));
        long next = page.isEmpty() ? after : page.get(page.size() - 1).number();
        return new Changes(page.stream().map(Change::record).toList(), Long.toString(next),
                endless || later.size() > page.size());
    }

    @Override
    public synchronized List<SideRecord> read(Collection<String> ids) {
        return records.values().stream().map(Change::record).filter(record -> ids.contains(record.id())).toList();
    }

    @Override
    public Map<String, SideField> describe() {
        throw new UnsupportedOperationException("A consumer asks for no fields");
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        throw new UnsupportedOperationException("A consumer writes nothing");
    }

    @Override
    public List<WriteOutcome> writeActivities(List<Activity> activities) {
        throw new UnsupportedOperationException("A consumer writes nothing");
    }

    @Override
    public List<String> missing(boolean fix) {
        throw new UnsupportedOperationException("A consumer checks nothing");
    }
}
