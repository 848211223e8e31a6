package io.fieldline.crm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.crm.RecordFinder.Expected;
import io.fieldline.crm.RecordFinder.Found;
import io.fieldline.crm.RecordFinder.Linked;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.JobSource;
import io.fieldline.sync.pair.WriteOutcome;

/** Writes one tenant's completed jobs into one CRM account, an activity each on the customer's record. */
final class JobHistory {

    /** A page of history holds many thousands; so many activities are in memory at a time. */
    private static final int AT_ONCE = 1_000;

    private enum Fate {
        WRITTEN, PARKED, NEEDS_NOTHING
    }

    /** Where the jobs of a page come from, and which of them were parked before, by id. */
    private record Delivery(StreamKey key, String position, Map<String, DeadLetter> parked) {}

    private final JobSource source;
    private final RecordFinder records;
    private final Crm crm;
    private final JobMapping mapping;
    private final ParkedJobs parking;
    private final InstantSource clock;

    JobHistory(JobSource source, RecordFinder records, Crm crm, JobMapping mapping, ParkedJobs parking, InstantSource clock) {
        this.source = source;
        this.records = records;
        this.crm = crm;
        this.mapping = mapping;
        this.parking = parking;
        this.clock = clock;
    }

    /**
     * Takes a page of jobs, and those parked ones that can be written meanwhile.
     *
     * @param horizon jobs completed before it need nothing; null when all count
     * @return what became of the page's rows
     * @throws RetryLaterException when some could not be written now; the page may be handed over again
     */
    Counts write(List<Map<String, Object>> rows, StreamKey key, String position, Instant horizon) {
        Delivery delivery = new Delivery(key, position, parking.of(key));
        List<CompletedJob> jobs = CompletedJob.among(rows, horizon);
        Map<String, Fate> fates = new HashMap<>();
        for (int from = 0; from < jobs.size(); from += AT_ONCE) {
            fates.putAll(some(jobs.subList(from, Math.min(from + AT_ONCE, jobs.size())), delivery));
        }
        tryAgain(delivery, fates.keySet());
        long written = fates.values().stream().filter(Fate.WRITTEN::equals).count();
        long parked = fates.values().stream().filter(Fate.PARKED::equals).count();
        return new Counts(rows.size(), written, rows.size() - written - parked, parked, 0);
    }

    /** As the jobs are now: they may have changed since they were parked. */
    private void tryAgain(Delivery delivery, Set<String> done) {
        Set<String> customers = new HashSet<>();
        delivery.parked().values().forEach(letter -> customers.add(ParkedJobs.customerOf(letter)));
        List<String> due = ParkedJobs.dueAgain(delivery.parked(), records.current(customers)).stream()
                .filter(id -> !done.contains(id)).toList();
        if (due.isEmpty()) {
            return;
        }
        List<Map<String, Object>> rows = source.read(due);
        List<CompletedJob> jobs = CompletedJob.among(rows, null);
        some(jobs, delivery);
        Set<String> completed = new HashSet<>();
        jobs.forEach(job -> completed.add(job.id()));
        rows.stream().map(row -> String.valueOf(row.get("id"))).filter(id -> due.contains(id) && !completed.contains(id))
                .forEach(id -> parking.outdated(delivery.parked().get(id)));
    }

    private Map<String, Fate> some(List<CompletedJob> jobs, Delivery delivery) {
        Instant asOf = clock.instant();
        Map<String, Fate> fates = new HashMap<>();
        Map<String, Found> found = records.find(jobs.stream().map(CompletedJob::customerId).distinct().toList());
        List<CompletedJob> ready = new ArrayList<>();
        for (CompletedJob job : jobs) {
            Found record = found.get(job.customerId());
            if (record instanceof Linked) {
                ready.add(job);
            } else if (record instanceof Expected) {
                fates.put(job.id(),
                        park(job, "Customer " + job.customerId() + " has no record in the CRM yet", asOf, delivery));
            } else {
                fates.put(job.id(), Fate.NEEDS_NOTHING);
            }
        }
        List<CompletedJob> sent = new ArrayList<>();
        List<Activity> activities = new ArrayList<>();
        List<Map<String, Object>> details = source.records(ready.stream().map(CompletedJob::row).toList());
        for (int at = 0; at < ready.size(); at++) {
            CompletedJob job = ready.get(at);
            try {
                activities.add(mapping.activity(job, details.get(at), (Linked) found.get(job.customerId())));
                sent.add(job);
            } catch (RejectedRecordException rejected) {
                fates.put(job.id(), park(job, rejected.getMessage(), asOf, delivery));
            }
        }
        settle(sent, activities, asOf, delivery, fates);
        return fates;
    }

    private void settle(List<CompletedJob> sent, List<Activity> activities, Instant asOf, Delivery delivery,
            Map<String, Fate> fates) {
        List<WriteOutcome> outcomes = activities.isEmpty() ? List.of() : crm.writeActivities(activities);
        List<String> later = new ArrayList<>();
        for (int at = 0; at < sent.size(); at++) {
            CompletedJob job = sent.get(at);
            WriteOutcome outcome = outcomes.get(at);
            if (outcome instanceof WriteOutcome.Written) {
                fates.put(job.id(), written(job, delivery));
            } else if (outcome instanceof WriteOutcome.Later busy) {
                later.add(busy.reason());
            } else {
                fates.put(job.id(), park(job, reason(outcome, activities.get(at)), asOf, delivery));
            }
        }
        if (!later.isEmpty()) {
            throw new RetryLaterException(later.size() + " of " + sent.size() + " activities could not be written now: "
                    + later.get(0), null);
        }
    }

    private Fate written(CompletedJob job, Delivery delivery) {
        DeadLetter letter = delivery.parked().get(job.id());
        if (letter != null) {
            parking.written(letter);
        }
        return Fate.WRITTEN;
    }

    private Fate park(CompletedJob job, String reason, Instant asOf, Delivery delivery) {
        parking.park(delivery.key(), job, reason, delivery.position(), asOf, delivery.parked().get(job.id()));
        return Fate.PARKED;
    }

    private static String reason(WriteOutcome outcome, Activity activity) {
        if (outcome instanceof WriteOutcome.Refused refused) {
            return "The CRM refused the activity: " + refused.reason();
        }
        if (outcome instanceof WriteOutcome.Duplicate duplicate) {
            return "The CRM has an activity already that this may be a second one of: " + duplicate.reason();
        }
        if (outcome instanceof WriteOutcome.Stale) {
            return "The activity " + activity.key() + " changed in the CRM while it was written";
        }
        return "The record " + activity.recordId() + " of customer " + activity.otherId() + " is not in the CRM any more";
    }
}
