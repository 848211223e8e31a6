package io.fieldline.outreach;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the people of a message agreed to, as ServiceTitan's records say. What a record does not say is no consent. */
final class ConsentRules {

    private ConsentRules() {}

    /** Before anybody is chosen: may this customer be contacted at all? */
    static Optional<Decision.Refused> ofCustomer(MessageRequest request, ContactFacts facts) {
        ContactFacts.Customer customer = facts.customer();
        if (customer.id() != request.customerId()) {
            return refused(RefusalReason.CUSTOMER_UNKNOWN, "customer " + request.customerId() + " was not found");
        }
        if (customer.active().filter(active -> !active).isPresent()) {
            return refused(RefusalReason.CUSTOMER_INACTIVE, "customer " + customer.id() + " is not in use");
        }
        if (!facts.contactsReadable()) {
            return unreadable("the contacts could not be read");
        }
        if (request.locationId().isPresent()
                && facts.location().filter(place -> place.id() == request.locationId().getAsLong()).isEmpty()) {
            return unreadable("location " + request.locationId().getAsLong() + " could not be read");
        }
        return job(request, facts).or(() -> doNotService(request, customer)).or(() -> doNotMail(request, customer));
    }

    private static Optional<Decision.Refused> job(MessageRequest request, ContactFacts facts) {
        if (facts.job().isEmpty() && (request.kind() == MessageKind.VISIT || request.key().subject().kind().equals("job"))) {
            return unreadable("the job could not be read, which says whether its customer is notified");
        }
        return facts.job().flatMap(job -> job.notificationsEnabled().map(enabled -> enabled
                ? Optional.<Decision.Refused>empty()
                : refused(RefusalReason.NOTIFICATIONS_OFF, "notifications are switched off for job " + job.id()))
                .orElseGet(() -> unreadable("job " + job.id() + " does not say whether its customer is notified")));
    }

    /** Whoever is not served any more still pays. */
    private static Optional<Decision.Refused> doNotService(MessageRequest request, ContactFacts.Customer customer) {
        return request.kind() == MessageKind.INVOICE
                ? Optional.empty()
                : customer.doNotService().map(marked -> marked
                        ? refused(RefusalReason.DO_NOT_SERVICE, "the customer is marked as do not service")
                        : Optional.<Decision.Refused>empty())
                        .orElseGet(() -> unreadable("the customer's doNotService could not be read"));
    }

    private static Optional<Decision.Refused> doNotMail(MessageRequest request, ContactFacts.Customer customer) {
        return request.kind() != MessageKind.MARKETING
                ? Optional.empty()
                : customer.doNotMail().map(marked -> marked
                        ? refused(RefusalReason.DO_NOT_MAIL, "the customer is marked as do not mail")
                        : Optional.<Decision.Refused>empty())
                        .orElseGet(() -> unreadable("the customer's doNotMail could not be read"));
    }

    /**
     * The rows that speak for the chosen recipient: all that hold the same number or address. A marketing system, a CRM or an
     * app reaches people by whatever they gave it, so there all rows count.
     */
    static List<Contact> rows(MessageRequest request, Recipient recipient, ContactFacts facts, String country) {
        return request.channel() != ChannelKind.SMS && request.channel() != ChannelKind.EMAIL
                ? facts.contacts().toList()
                : facts.contacts().filter(row -> row.address(country).filter(recipient.address()::equals).isPresent())
                        .toList();
    }

    static Optional<Decision.Refused> ofRows(MessageRequest request, Recipient recipient, List<Contact> rows) {
        boolean texted = texted(request, recipient);
        return rows.stream()
                .flatMap(row -> Stream.concat(doNotText(texted, row).stream(), preference(request, row).stream()))
                .findFirst();
    }

    /** Whether a text may come of it: a marketing system that knows a customer by a number alone can do nothing else. */
    static boolean texted(MessageRequest request, Recipient recipient) {
        return request.channel() == ChannelKind.SMS
                || request.channel() == ChannelKind.EVENT && recipient.address().startsWith("+");
    }

    private static Optional<Decision.Refused> doNotText(boolean texted, Contact row) {
        if (!row.phone() || !texted) {
            return Optional.empty();
        }
        return row.doNotText().map(marked -> marked
                ? refused(RefusalReason.DO_NOT_TEXT, "the number is marked as do not text")
                : Optional.<Decision.Refused>empty())
                .orElseGet(() -> unreadable("a phone of the customer does not say whether it may be texted"));
    }

    private static Optional<Decision.Refused> preference(MessageRequest request, Contact row) {
        if (row.preferences().isEmpty()) {
            return Optional.empty();
        }
        String name = switch (request.kind()) {
            case VISIT -> "jobRemindersEnabled";
            case MARKETING -> "marketingUpdatesEnabled";
            // The older field stands for invoices and statements together.
            case INVOICE -> row.preferences().get().containsKey("invoiceNotification")
                    ? "invoiceNotification"
                    : "invoiceStatementNotification";
        };
        return row.preferences().get().getOrDefault(name, Optional.empty()).map(enabled -> enabled
                ? Optional.<Decision.Refused>empty()
                : refused(RefusalReason.PREFERENCE_OFF, "the contact's preference " + name + " is switched off"))
                .orElseGet(() -> unreadable("the contact's preference " + name + " could not be read"));
    }

    static Optional<Decision.Refused> unreadable(String text) {
        return refused(RefusalReason.CONSENT_UNREADABLE, text);
    }

    static Optional<Decision.Refused> refused(RefusalReason reason, String text) {
        return Optional.of(new Decision.Refused(reason, text));
    }
}
