package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.fieldline.outreach.WrittenConsents.WrittenConsent;

class MessagePlannerTest {

    private static final MessageRules RULES = Messages.live().with(new Caps(Optional.empty(),
            Optional.of(Duration.ofDays(90)), OptionalInt.empty(), Optional.of(Duration.ofDays(90))));

    private final InMemoryOutboxStore kept = new InMemoryOutboxStore();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final AtomicReference<MessagePlanner> planner = new AtomicReference<>();

    @Test
    void ofTwoJobsOfACustomerThatComeAtOnceOneIsAskedAboutAndTheOtherSaysWhyNot() {
        consents.record(new WrittenConsent("acme", Messages.ADA, 11, "web form", Messages.NOON));
        Thread other = new Thread(() -> plan(2));
        AtomicBoolean first = new AtomicBoolean(true);
        OutboxStore outbox = Troubled.of(OutboxStore.class, kept, operation -> {
        }, operation -> {
            // The second one comes between two questions of the gate about the first.
            if (operation.equals("count") && first.getAndSet(false)) {
                other.start();
                await().until(() -> Set.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED)
                        .contains(other.getState()));
            }
        });
        planner.set(new MessagePlanner(new ConsentGate(new InMemoryBlockedRecipients(), consents, outbox), outbox,
                () -> Messages.NOON));

        OutboxMessage asked = plan(1);
        await().until(() -> !other.isAlive());

        assertThat(asked.state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(kept.find(Messages.key(Messages.FLOW, 2).token()).orElseThrow().reason())
                .isEqualTo(RefusalReason.TOO_SOON_AGAIN.name());
    }

    private OutboxMessage plan(long job) {
        return planner.get().plan(Messages.request(job, 11), RULES,
                Messages.facts(11, List.of(Messages.mobile(Messages.ADA))));
    }
}
