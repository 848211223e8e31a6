package io.fieldline.outreach;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.SequenceProcess.State;

public final class InMemorySequenceStore implements SequenceStore {

    private record Key(String tenant, String flow, Subject subject) {}

    private final Map<Key, SequenceProcess> all = new LinkedHashMap<>();

    @Override
    public boolean enrol(SequenceProcess process) {
        return all.putIfAbsent(key(process), process) == null;
    }

    @Override
    public List<SequenceProcess> due(Instant now, int limit) {
        return all.values().stream().filter(one -> one.state() == State.RUNNING && !one.nextAt().isAfter(now))
                .sorted(Comparator.comparing(SequenceProcess::nextAt)).limit(limit).toList();
    }

    @Override
    public boolean advance(SequenceProcess before, SequenceProcess after) {
        SequenceProcess now = all.get(key(before));
        if (now == null || now.state() != State.RUNNING || now.nextStep() != before.nextStep()) {
            return false;
        }
        all.put(key(before), after);
        return true;
    }

    @Override
    public int stop(String tenant, String flow, String subject, String reason, Instant now) {
        List<SequenceProcess> running = all.values().stream()
                .filter(one -> one.tenant().equals(tenant) && one.flow().equals(flow)
                        && one.subject().record().equals(subject) && one.state() == State.RUNNING)
                .toList();
        running.forEach(one -> all.put(key(one), one.ended(State.STOPPED, reason, now)));
        return running.size();
    }

    @Override
    public boolean resume(SequenceProcess stopped, Instant now) {
        return all.replace(key(stopped), stopped,
                new SequenceProcess(stopped.tenant(), stopped.flow(), stopped.subject(), stopped.customerId(),
                        stopped.locationId(), stopped.enrolledAt(), stopped.nextStep(), stopped.nextAt(), stopped.messages(),
                        State.RUNNING, "", now, stopped.values()));
    }

    @Override
    public Optional<SequenceProcess> find(String tenant, String flow, Subject subject) {
        return Optional.ofNullable(all.get(new Key(tenant, flow, subject)));
    }

    @Override
    public List<SequenceProcess> list(String tenant, String flow, State state, int limit) {
        return all.values().stream().filter(one -> one.tenant().equals(tenant) && (flow == null || one.flow().equals(flow))
                && (state == null || one.state() == state)).limit(limit).toList();
    }

    @Override
    public List<SequenceProcess> ofCustomer(String tenant, long customerId) {
        return all.values().stream().filter(one -> one.tenant().equals(tenant) && one.customerId() == customerId).toList();
    }

    @Override
    public int removeEndedBefore(Instant instant) {
        int before = all.size();
        all.values().removeIf(one -> one.state() != State.RUNNING && one.changedAt().isBefore(instant));
        return before - all.size();
    }

    private static Key key(SequenceProcess process) {
        return new Key(process.tenant(), process.flow(), process.subject());
    }
}
