package io.fieldline.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.fieldline.sandbox.data.Contractor.Trade;

/**
 * How a contractor's collections hang together: which job belongs to which customer, how it ended, who went. Jobs come
 * in twenties: seventeen done and paid, two done and unpaid, one canceled; the last twenty are yet to be done.
 *
 * @param jobs a multiple of twenty
 * @param start when the sandbox's time begins
 */
record Plan(Contractor contractor, Seeded seeded, int jobs, Instant start) {

    static final int TWENTY = 20;
    static final int PAID = 17;
    static final int CANCELED = 19;
    static final int TECHNICIANS = 10;
    static final int WORKING_TECHNICIANS = 8;
    static final int CAMPAIGNS = 10;
    static final int BUSINESS_UNITS = 4;
    static final int ZONES = 4;
    static final int TAG_TYPES = 8;
    static final int EMPLOYEES = 6;
    static final int MEMBERSHIP_TYPES = 3;
    static final List<Integer> ESTIMATED = List.of(3, 8, 13);
    private static final Duration HISTORY = Duration.ofDays(400);
    private static final Duration QUIET = Duration.ofMinutes(10);

    static Plan of(Contractor contractor, long seed, int jobs, Instant start) {
        int twenties = Math.max(2, (jobs + TWENTY - 1) / TWENTY);
        return new Plan(contractor, new Seeded(seed * 1_000_003 + contractor.tenantId()), twenties * TWENTY, start);
    }

    Timeline timeline(int rows) {
        return new Timeline(historyStart(), HISTORY.minus(QUIET), rows, seeded);
    }

    /** When rows were written that came after all of a history. */
    Timeline after(int history, int rows) {
        Instant last = timeline(history).at(history - 1);
        return new Timeline(last, Duration.between(last, historyStart().plus(HISTORY).minus(QUIET)), rows, seeded);
    }

    Instant historyStart() {
        return start.minus(HISTORY).minusNanos(start.getNano());
    }

    int customers() {
        return jobs / 2;
    }

    /** Every fifth customer has a second place. */
    int locations() {
        return customers() + customers() / 5;
    }

    int appointments() {
        return jobs + (jobs + 6) / 7;
    }

    boolean merged(int customer) {
        return customer % 50 == 49;
    }

    boolean inactiveCustomer(int customer) {
        return merged(customer) || customer % 17 == 16;
    }

    /** The customer itself, or the one it was merged into. */
    int surviving(int customer) {
        return merged(customer) ? customer - 1 : customer;
    }

    int customerOfLocation(int location) {
        return surviving(location < customers() ? location : (location - customers()) * 5);
    }

    int customerOfJob(int job) {
        return surviving(seeded.below(customers(), job, 1));
    }

    boolean upcoming(int job) {
        return job >= jobs - TWENTY;
    }

    boolean canceled(int job) {
        return job % TWENTY == CANCELED && !upcoming(job);
    }

    boolean completed(int job) {
        return !upcoming(job) && !canceled(job);
    }

    boolean paid(int job) {
        return completed(job) && job % TWENTY < PAID;
    }

    int payments() {
        return (jobs / TWENTY - 1) * PAID;
    }

    int jobOfPayment(int payment) {
        return payment / PAID * TWENTY + payment % PAID;
    }

    /** The payment of a job that is paid. */
    int paymentOfJob(int job) {
        return job / TWENTY * PAID + job % TWENTY;
    }

    int estimates() {
        return jobs / TWENTY * ESTIMATED.size();
    }

    int jobOfEstimate(int estimate) {
        return estimate / ESTIMATED.size() * TWENTY + ESTIMATED.get(estimate % ESTIMATED.size());
    }

    /** -1 where the job has none. */
    int estimateOfJob(int job) {
        int place = ESTIMATED.indexOf(job % TWENTY);
        return place < 0 ? -1 : job / TWENTY * ESTIMATED.size() + place;
    }

    int memberships() {
        return (customers() + 2) / 3;
    }

    int technicianOfJob(int job) {
        return seeded.below(WORKING_TECHNICIANS, job, 2);
    }

    JobKind kindOfJob(int job) {
        List<JobKind> kinds = JobKind.of(trade());
        return kinds.get(seeded.below(kinds.size(), job, 3));
    }

    int kindIndexOfJob(int job) {
        return seeded.below(JobKind.of(trade()).size(), job, 3);
    }

    Trade trade() {
        return contractor.trade();
    }

    /** When the technician began; for jobs done, before their last change. */
    Instant begins(int job) {
        Instant last = timeline(jobs).at(job);
        return upcoming(job)
                ? last.plus(Duration.ofHours(4 + seeded.below(72, job, 4))).minusNanos(last.getNano())
                : last.minus(Duration.ofMinutes(kindOfJob(job).minutes() + 30)).minusNanos(last.getNano());
    }

    Instant ends(int job) {
        return begins(job).plus(Duration.ofMinutes(kindOfJob(job).minutes()));
    }
}
