package io.fieldline.outreach.writeback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Recipient;
import io.fieldline.outreach.writeback.WriteBack.State;
import io.fieldline.tenant.Tenant;

/**
 * Notes on a job that a message about it was sent. The note bears the message's token, and the job's notes are looked at before
 * one is added, so that a lost answer leads to no second one.
 */
final class NoteWriting {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM d, uuuu h:mm a", Locale.US);
    private static final Set<OutboxState> SENT = EnumSet.of(OutboxState.ACCEPTED, OutboxState.DELIVERED);

    private static final String ADDED = "added";
    /** How long a note that was sent may take to be seen. */
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(30);

    private final WriteBackStore store;
    private final OutboxStore outbox;
    private final JobNotes notes;
    private final InstantSource clock;

    NoteWriting(WriteBackStore store, OutboxStore outbox, JobNotes notes, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.notes = notes;
        this.clock = clock;
    }

    WriteBack carryOut(Tenant tenant, WriteBack wish) {
        Optional<OutboxMessage> message = outbox.find(wish.key()).filter(found -> SENT.contains(found.state()));
        if (message.isEmpty()) {
            return ended(wish, State.NOTHING, "the message was removed, or did not arrive");
        }
        if (message.get().redirected()) {
            return ended(wish, State.NOTHING, "the message was redirected, so its customer got none");
        }
        OptionalLong job = job(message.get());
        if (job.isEmpty()) {
            return ended(wish, State.NOTHING, "the message is about no job");
        }
        String mark = "Fieldline " + wish.key();
        if (!notes.has(tenant, job.getAsLong(), mark)) {
            add(tenant, wish, job.getAsLong(), text(message.get(), tenant.timeZone()) + "\n[" + mark + "]");
            if (!notes.has(tenant, job.getAsLong(), mark)) {
                throw new RetryLaterException("ServiceTitan does not show the note of job " + job.getAsLong() + " yet", null);
            }
        }
        return ended(wish, State.DONE, "");
    }

    /** One that was sent and is not seen may be on its way, so it is not sent again at once. */
    private void add(Tenant tenant, WriteBack wish, long job, String text) {
        Instant now = clock.instant();
        if (wish.kept().get(ADDED) instanceof String before && now.isBefore(Instant.parse(before).plus(SEEN_WITHIN))) {
            throw new RetryLaterException("The note of job " + job + " was sent at " + before + " and is not shown yet", null);
        }
        if (store.settle(wish.keeping(Map.of(ADDED, now.toString()), now))) {
            notes.add(tenant, job, text);
        }
    }

    private WriteBack ended(WriteBack wish, State how, String why) {
        return wish.ended(how, why, clock.instant());
    }

    /** The subject itself, or the job that a flow gave along with another one: <code>jobId</code>. */
    private static OptionalLong job(OutboxMessage message) {
        var subject = message.request().key().subject();
        if (subject.kind().equals("job")) {
            return OptionalLong.of(subject.id());
        }
        return message.request().values().get("jobId") instanceof Number id
                ? OptionalLong.of(id.longValue())
                : OptionalLong.empty();
    }

    private static String text(OutboxMessage message, ZoneId zone) {
        String what = message.request().channel() == ChannelKind.SMS ? "Text message" : "E-mail";
        Instant when = message.handedOverAt().orElse(message.changedAt());
        String to = message.recipient().map(Recipient::toString).map(end -> " to " + end).orElse("");
        String said = message.outgoing().map(outgoing -> said(message, outgoing)).map(text -> ":\n" + text).orElse("");
        return what + " (" + message.request().key().event() + ") sent" + to + " on " + TIME.format(when.atZone(zone)) + said;
    }

    private static String said(OutboxMessage message, OutgoingMessage outgoing) {
        return message.request().channel() == ChannelKind.SMS ? outgoing.body() : outgoing.subject().orElse("");
    }
}
