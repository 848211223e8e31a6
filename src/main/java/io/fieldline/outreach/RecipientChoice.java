package io.fieldline.outreach;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whom a message is for. About a visit it is whoever is at the location, else the customer; everything else is the
 * customer's. The first contact of the right type is the one: where it must not be used, no other is looked for, because
 * its owner would be reached by another way than the one that was closed.
 */
final class RecipientChoice {

    private RecipientChoice() {}

    static Optional<Recipient> choose(MessageRequest request, MessageRules rules, ContactFacts facts) {
        return switch (request.channel()) {
            case SMS -> first(request, rules, facts, contact -> contact.type().equals(Contact.MOBILE))
                    .or(() -> rules.textsPhones()
                            ? first(request, rules, facts, contact -> contact.type().equals(Contact.PHONE))
                            : Optional.empty());
            case EMAIL -> first(request, rules, facts, contact -> contact.type().equals(Contact.EMAIL));
            case PUSH -> given(request, facts);
            case EVENT -> byEmail(request, rules, facts)
                    .or(() -> first(request, rules, facts, contact -> contact.type().equals(Contact.MOBILE)));
            case ENROLLMENT -> byEmail(request, rules, facts);
        };
    }

    private static Optional<Recipient> byEmail(MessageRequest request, MessageRules rules, ContactFacts facts) {
        return given(request, facts)
                .or(() -> first(request, rules, facts, contact -> contact.type().equals(Contact.EMAIL)));
    }

    private static Optional<Recipient> given(MessageRequest request, ContactFacts facts) {
        return Optional.ofNullable(facts.addresses().get(request.channel()))
                .map(address -> new Recipient(address, facts.customer().name()));
    }

    private static Optional<Recipient> first(MessageRequest request, MessageRules rules, ContactFacts facts,
            Predicate<Contact> type) {
        return contacts(request, facts)
                .flatMap(contacts -> contacts.stream().filter(type).flatMap(contact -> contact.address(rules.country()).stream()
                        .map(address -> new Recipient(address, facts.customer().name()))))
                .findFirst();
    }

    /** Those that are looked through, in their order. */
    static Stream<List<Contact>> contacts(MessageRequest request, ContactFacts facts) {
        Stream<List<Contact>> customers = facts.customer().contacts().stream();
        return request.kind() == MessageKind.VISIT
                ? Stream.concat(facts.location().flatMap(ContactFacts.Location::contacts).stream(), customers)
                : customers;
    }
}
