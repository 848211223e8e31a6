package io.fieldline.agent.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.plan.Plan;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenants;

/**
 * Tells persons of plans that wait for them, each once, and again and again until the message was taken or nothing waits any
 * more. A message of which nobody knows whether it was taken is sent again: to be told twice is better than not at all.
 */
public final class Telling {

    private static final int MOST = 500;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 10;
    private static final String SLACK = "slack";

    private final ApprovalDesk desk;
    private final ApproversDocument document;
    private final Tenants tenants;
    private final NoticeStore notices;
    private final ApprovalLinks links;
    private final Messenger messenger;
    private final Consumer<String> problems;
    private final InstantSource clock;

    /** @param problems hears of each message that was not taken */
    public Telling(ApprovalDesk desk, ApproversDocument document, Tenants tenants, NoticeStore notices, ApprovalLinks links,
            Messenger messenger, Consumer<String> problems, InstantSource clock) {
        this.desk = desk;
        this.document = document;
        this.tenants = tenants;
        this.notices = notices;
        this.links = links;
        this.messenger = messenger;
        this.problems = problems;
        this.clock = clock;
    }

    /** Sends what is due. */
    public void run() {
        document.current().ifPresent(approvers -> desk.waiting(MOST)
                .forEach(plan -> plan.approvals().persons().stream().filter(person -> isDue(plan, person))
                        .forEach(person -> tell(approvers, plan, person))));
    }

    private boolean isDue(Plan plan, String person) {
        Optional<Notice> notice = notices.find(plan.id(), person);
        return plan.approvals().waitsFor(new By(person, Way.LINK, "")) && document.current().map(Approvers::persons)
                .map(persons -> persons.containsKey(person)).orElse(false)
                && notice.map(one -> one.toldAt().isEmpty() && !clock.instant().isBefore(one.nextAt())).orElse(true);
    }

    private void tell(Approvers approvers, Plan plan, String person) {
        int attempts = notices.find(plan.id(), person).map(Notice::attempts).orElse(0) + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            messenger.tell(connection(approvers, plan.binding().tenant()), approvers.persons().get(person),
                    message(approvers, plan, person));
            notices.keep(new Notice(plan.id(), person, attempts, now, Optional.of(now), ""));
        } catch (SyncException e) {
            Instant next = now.plus(pause(attempts, e));
            notices.keep(new Notice(plan.id(), person, attempts, next, Optional.empty(), e.getMessage()));
            problems.accept(person + " could not be told that plan " + plan.id() + " waits, and is told again at " + next + ": "
                    + e.getMessage());
        }
    }

    private Connection connection(Approvers approvers, String ofPlan) {
        String tenant = approvers.tenant().orElse(ofPlan);
        return tenants.find(tenant).map(known -> known.connections().get(approvers.connection()))
                .filter(connection -> connection.type().equals(SLACK))
                .orElseThrow(() -> new MisconfiguredException("approvers.yaml: slack.connection: " + tenant
                        + " has no connection " + approvers.connection() + " of type slack"));
    }

    private Messenger.Message message(Approvers approvers, Plan plan, String person) {
        Plan.Binding binding = plan.binding();
        return new Messenger.Message(person, binding.client(), binding.tenant(), binding.tool(), plan.sentence(),
                plan.approvals().who(), plan.expiresAt(),
                approvers.address() + ApprovalLinks.PATH + links.token(plan, person));
    }

    /** Somebody may have to put the account right first, so that it is tried for as long as the plan waits. */
    private static Duration pause(int attempts, SyncException failure) {
        Duration growing = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        Duration pause = growing.compareTo(LONGEST_PAUSE) < 0 ? growing : LONGEST_PAUSE;
        Optional<Duration> asked = failure instanceof RetryLaterException later ? later.retryAfter() : Optional.empty();
        return asked.filter(longer -> longer.compareTo(pause) > 0).orElse(pause);
    }

    /** Who was told of a plan, who was not and why, in words. */
    public String told(Plan plan) {
        List<Notice> kept = notices.of(plan.id());
        return String.join("; ", plan.approvals().persons().stream().map(person -> kept.stream()
                .filter(one -> one.person().equals(person)).findFirst()
                .map(one -> one.toldAt().isPresent()
                        ? person + " at " + one.toldAt().get().truncatedTo(ChronoUnit.SECONDS)
                        : person + " not yet, after " + one.attempts() + " attempts: " + one.problem())
                .orElseGet(() -> person + " not" + (isReachable(person) ? " yet" : ": approvers.yaml has no place")))
                .toList());
    }

    private boolean isReachable(String person) {
        return document.current().map(known -> known.persons().containsKey(person)).orElse(false);
    }
}
