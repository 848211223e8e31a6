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

    /** Either the contact row, or for channels that ServiceTitan knows nothing of, only an address. */
    record Choice(Recipient recipient, Optional<Contact> contact) {}

    static Optional<Choice> choose(MessageRequest request, MessageRules rules, ContactFacts facts) {
        return switch (request.channel()) {
            case SMS -> first(request, rules, facts, contact -> contact.type().equals(Contact.MOBILE))
                    .or(() -> rules.textsPhones()
                            ? first(request, rules, facts, contact -> contact.type().equals(Contact.PHONE))
                            : Optional.empty());
            case EMAIL -> first(request, rules, facts, contact -> contact.type().equals(Contact.EMAIL));
            case PUSH -> given(request, facts);
            case EVENT, ENROLLMENT -> given(request, facts)
                    .or(() -> first(request, rules, facts, contact -> contact.type().equals(Contact.EMAIL)));
        };
    }

    private static Optional<Choice> given(MessageRequest request, ContactFacts facts) {
        return Optional.ofNullable(facts.addresses().get(request.channel()))
                .map(address -> new Choice(new Recipient(address, facts.customer().name()), Optional.empty()));
    }

    private static Optional<Choice> first(MessageRequest request, MessageRules rules, ContactFacts facts,
            Predicate<Contact> type) {
        return holders(request, facts).flatMap(holder -> holder.contacts().stream()
                .filter(type).flatMap(contact -> contact.address(rules.country()).stream()
                        .map(address -> new Choice(new Recipient(address, holder.name()), Optional.of(contact)))))
                .findFirst();
    }

    private static Stream<Holder> holders(MessageRequest request, ContactFacts facts) {
        Holder customer = new Holder(facts.customer().name(), facts.customer().contacts().orElse(List.of()));
        return request.kind() != MessageKind.VISIT
                ? Stream.of(customer)
                : Stream.concat(facts.location().stream()
                        .map(place -> new Holder(facts.customer().name(), place.contacts().orElse(List.of()))),
                        Stream.of(customer));
    }

    private record Holder(String name, List<Contact> contacts) {}
}
