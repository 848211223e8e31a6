package io.fieldline.ops;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageSelection;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.enrollment.EnrollmentStore;

/**
 * Takes back messages that were not handed over yet, ends the sequences that would plan more, and lets contacts go that are in a
 * workflow of a CRM. Arguments:
 * <code>token</code> for one; or <code>tenant</code> with <code>job</code> or <code>customer</code>.
 */
public final class CancelMessages implements Verb {

    /** The reason that the outbox shows. */
    public static final String REASON = "taken-back";

    private static final String LET_GO = "is let go by the CRM's workflow";
    private static final int MOST = 10_000;

    private final OutreachStores stores;
    private final EnrollmentStore enrollments;
    private final InstantSource clock;

    public CancelMessages(OutreachStores stores, EnrollmentStore enrollments, InstantSource clock) {
        this.stores = stores;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cancel-messages";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        chooseOne(arguments);
        enrollments.take(clock.instant(), MOST);
        boolean all = true;
        if (arguments.text("token").isPresent()) {
            all = take(Messages.find(stores.outbox(), arguments.required("token")), rows);
            return result.put("ok", all);
        }
        String tenant = arguments.required("tenant");
        if (arguments.text("job").isPresent()) {
            Subject job = Subject.of("job", arguments.id("job"));
            end(tenant, process -> process.subject().record().equals(job.record()), rows);
            all = takeAll(waiting(tenant, null).filter(message -> isAbout(message, job)).toList(), rows);
        } else {
            long customer = arguments.id("customer");
            end(tenant, process -> process.customerId() == customer, rows);
            enrollments.endOfCustomer(tenant, customer, REASON, clock.instant())
                    .forEach(enrollment -> stores.outbox().find(enrollment.token()).ifPresent(
                            message -> rows.add(Messages.of(message, enrollments, false).put("outcome", LET_GO))));
            all = takeAll(waiting(tenant, customer).toList(), rows);
        }
        return result.put("ok", all);
    }

    private static void chooseOne(Arguments arguments) {
        if (Stream.of("token", "job", "customer").filter(name -> arguments.text(name).isPresent()).count() != 1) {
            throw new MisconfiguredException(
                    "cancel-messages: name one message by its token, or a job, or a customer; one of the three");
        }
    }

    private Stream<OutboxMessage> waiting(String tenant, Long customer) {
        return Stream.of(OutboxState.SCHEDULED, OutboxState.SENDING)
                .flatMap(state -> stores.outbox().list(tenant, null, state, customer, MOST).stream());
    }

    /** A message about an appointment names its job among its values. */
    private static boolean isAbout(OutboxMessage message, Subject job) {
        return message.request().key().subject().record().equals(job.record())
                || message.request().values().get("jobId") instanceof Number id && id.longValue() == job.id();
    }

    private boolean takeAll(List<OutboxMessage> messages, ArrayNode rows) {
        boolean all = true;
        for (OutboxMessage message : new ArrayList<>(messages)) {
            all &= take(message, rows);
        }
        return all;
    }

    private boolean take(OutboxMessage message, ArrayNode rows) {
        if (enrollments.end(message.token(), REASON, clock.instant())) {
            rows.add(Messages.of(message, enrollments, false).put("outcome", LET_GO));
            return true;
        }
        boolean taken = stores.outbox().cancel(MessageSelection.token(message.tenant(), message.token()), REASON,
                clock.instant()) == 1;
        OutboxMessage now = stores.outbox().find(message.token()).orElse(message);
        rows.add(Messages.of(now, enrollments, false).put("outcome", outcome(taken, now)));
        return taken;
    }

    private static String outcome(boolean taken, OutboxMessage now) {
        if (taken) {
            return "taken back";
        }
        return now.state() == OutboxState.SENDING
                ? "too late: it is being handed over"
                : "nothing to take back";
    }

    private void end(String tenant, Predicate<SequenceProcess> chosen, ArrayNode rows) {
        Instant now = clock.instant();
        stores.sequences().list(tenant, null, SequenceProcess.State.RUNNING, MOST).stream().filter(chosen).forEach(process -> {
            int ended = stores.sequences().stop(tenant, process.flow(), process.subject().record(), REASON, now);
            if (ended > 0) {
                rows.addObject().put("tenant", tenant).put("flow", process.flow()).put("event", "sequence")
                        .put("subject", process.subject().text()).put("customer", process.customerId())
                        .put("state", "stopped").put("outcome", "ended");
            }
        });
    }
}
