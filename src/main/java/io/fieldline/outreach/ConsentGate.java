package io.fieldline.outreach;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.outreach.BlockedRecipients.Cause;

/**
 * Whether, to whom and when a message may go. Asked when a message is planned and again right before it is sent; no message
 * leaves without its word. It changes nothing.
 */
public final class ConsentGate {

    /** When the gate is asked. */
    public enum Moment {
        PLANNING, SENDING
    }

    private final BlockedRecipients blocked;
    private final WrittenConsents consents;
    private final FrequencyCaps caps;

    public ConsentGate(BlockedRecipients blocked, WrittenConsents consents, OutboxStore outbox) {
        this.blocked = blocked;
        this.consents = consents;
        this.caps = new FrequencyCaps(outbox);
    }

    /** @param now at PLANNING the message may be due later */
    public Decision decide(MessageRequest request, MessageRules rules, ContactFacts facts, Moment moment, Instant now) {
        Instant wanted = request.notBefore().isAfter(now) ? request.notBefore() : now;
        Instant expires = expires(request, rules);
        if (wanted.isAfter(expires)) {
            return tooLate(request, rules);
        }
        Optional<Decision.Refused> ofCustomer = ConsentRules.ofCustomer(request, facts);
        if (ofCustomer.isPresent()) {
            return ofCustomer.get();
        }
        Optional<Recipient> recipient = RecipientChoice.choose(request, rules, facts);
        if (recipient.isEmpty()) {
            return nobody(request, facts);
        }
        return ofRecipient(request, rules, facts, recipient.get()).<Decision>map(refused -> refused)
                .orElseGet(() -> timed(request, rules, facts, recipient.get(), moment, wanted, expires));
    }

    /** The age counts from when the flow wants the message sent: a delay takes nothing from it. */
    static Instant expires(MessageRequest request, MessageRules rules) {
        return wanted(request).plus(rules.ages().of(request.key().event()));
    }

    private static Instant wanted(MessageRequest request) {
        return request.notBefore().isAfter(request.happenedAt()) ? request.notBefore() : request.happenedAt();
    }

    private Optional<Decision.Refused> ofRecipient(MessageRequest request, MessageRules rules, ContactFacts facts,
            Recipient recipient) {
        List<Contact> rows = ConsentRules.rows(request, recipient, facts, rules.country());
        return blocked(request, recipient, rows, rules.country()).or(() -> ConsentRules.ofRows(request, recipient, rows))
                .or(() -> marketing(request, rules, recipient)).or(() -> redirected(request, rules));
    }

    private Optional<Decision.Refused> blocked(MessageRequest request, Recipient recipient, List<Contact> rows,
            String country) {
        Set<String> addresses = Stream.concat(Stream.of(recipient.address()),
                rows.stream().flatMap(row -> row.address(country).stream())).collect(Collectors.toSet());
        if (blocked.causes(request.tenant(), addresses).contains(Cause.OPTED_OUT)) {
            return ConsentRules.refused(RefusalReason.OPTED_OUT, "the recipient asked not to be messaged");
        }
        return blocked.causes(request.tenant(), Set.of(recipient.address())).contains(Cause.UNREACHABLE)
                ? ConsentRules.refused(RefusalReason.SUPPRESSED, "the provider said that nothing reaches the recipient")
                : Optional.empty();
    }

    private Optional<Decision.Refused> marketing(MessageRequest request, MessageRules rules, Recipient recipient) {
        if (request.kind() != MessageKind.MARKETING) {
            return Optional.empty();
        }
        if (ConsentRules.texted(request, recipient)) {
            return consents.find(request.tenant(), recipient.address()).isPresent()
                    ? Optional.empty()
                    : ConsentRules.refused(RefusalReason.NO_WRITTEN_CONSENT,
                            "no written consent to marketing texts is recorded for the number");
        }
        return request.channel() == ChannelKind.EMAIL ? email(rules.marketingEmail()) : Optional.empty();
    }

    private static Optional<Decision.Refused> email(MarketingEmail rules) {
        if (rules.postalAddress().isEmpty()) {
            return ConsentRules.refused(RefusalReason.NO_POSTAL_ADDRESS,
                    "the tenant gave no postal address, which marketing e-mails must bear");
        }
        return rules.unsubscribe()
                ? Optional.empty()
                : ConsentRules.refused(RefusalReason.NO_UNSUBSCRIBE,
                        "there is no address to unsubscribe at, which marketing e-mails must bear");
    }

    /** Who gets redirected messages can stop them as well; that says nothing of the customer. */
    private Optional<Decision.Refused> redirected(MessageRequest request, MessageRules rules) {
        if (rules.mode() != Mode.REDIRECT) {
            return Optional.empty();
        }
        String address = rules.redirect().get(request.channel());
        if (address == null) {
            return ConsentRules.refused(RefusalReason.NO_REDIRECT,
                    "messages are redirected, and no recipient is given for " + request.channel());
        }
        return blocked.causes(request.tenant(), Set.of(Contact.email(address).orElse(address))).isEmpty()
                ? Optional.empty()
                : ConsentRules.refused(RefusalReason.NO_REDIRECT, "messages are redirected to " + new Recipient(address, "")
                        + ", who asked not to be messaged or cannot be reached");
    }

    private Decision timed(MessageRequest request, MessageRules rules, ContactFacts facts, Recipient recipient, Moment moment,
            Instant wanted, Instant expires) {
        Optional<Instant> due = rules.hours().next(wanted,
                RecipientZones.of(facts.serviceAddress(), recipient.address(), rules.zone()));
        if (due.isEmpty()) {
            return new Decision.Refused(RefusalReason.QUIET_HOURS,
                    "there is no hour at which it is day both at the location and where the number is from");
        }
        if (due.get().isAfter(expires)) {
            return tooLate(request, rules);
        }
        return caps.check(request, rules, recipient, due.get(), moment == Moment.PLANNING).<Decision>map(refused -> refused)
                .orElseGet(() -> new Decision.Allowed(recipient, due.get()));
    }

    private static Decision tooLate(MessageRequest request, MessageRules rules) {
        return new Decision.Refused(RefusalReason.TOO_LATE, "it could not be sent within "
                + rules.ages().of(request.key().event()) + " after " + wanted(request));
    }

    private static Decision nobody(MessageRequest request, ContactFacts facts) {
        boolean written = RecipientChoice.contacts(request, facts).flatMap(List::stream)
                .anyMatch(contact -> switch (request.channel()) {
                    case SMS -> contact.type().equals(Contact.MOBILE);
                    default -> contact.type().equals(Contact.EMAIL);
                });
        return written
                ? new Decision.Refused(RefusalReason.INVALID_RECIPIENT, "what is recorded is no whole "
                        + (request.channel() == ChannelKind.SMS ? "number" : "address"))
                : new Decision.Refused(RefusalReason.NO_RECIPIENT,
                        "nobody has a " + (request.channel() == ChannelKind.SMS
                                ? "mobile number"
                                : request.channel() == ChannelKind.PUSH ? "push token" : "e-mail address"));
    }
}
