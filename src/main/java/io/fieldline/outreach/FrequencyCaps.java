package io.fieldline.outreach;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How often: counted over what the outbox has, once when a message is planned and again when it is sent. */
final class FrequencyCaps {

    private final OutboxStore outbox;

    FrequencyCaps(OutboxStore outbox) {
        this.outbox = outbox;
    }

    /**
     * @param at when the message is to be sent
     * @param planning those count then as well that wait for their time
     */
    Optional<Decision.Refused> check(MessageRequest request, MessageRules rules, Recipient recipient, Instant at,
            boolean planning) {
        return acrossFlows(request, rules.caps(), at, planning).or(() -> again(request, rules.caps(), at, planning))
                .or(() -> household(request, rules.caps(), recipient, at, planning))
                .or(() -> perDay(request, rules, at, planning));
    }

    private Optional<Decision.Refused> acrossFlows(MessageRequest request, Caps caps, Instant at, boolean planning) {
        return caps.acrossFlows().filter(cap -> cap.kinds().contains(request.kind())).flatMap(cap -> {
            int count = outbox.count(new History(request.tenant(), request.key().token(), Optional.empty(), Optional.empty(),
                    cap.kinds(), OptionalLong.of(request.customerId()), OptionalLong.empty(), Optional.empty(),
                    at.minus(cap.within()), end(planning, at.plus(cap.within())), planning));
            return count < cap.messages()
                    ? Optional.empty()
                    : ConsentRules.refused(RefusalReason.CUSTOMER_CAP,
                            "the customer has " + count + " messages within " + cap.within() + " already");
        });
    }

    private Optional<Decision.Refused> again(MessageRequest request, Caps caps, Instant at, boolean planning) {
        return caps.again().flatMap(time -> outbox.count(new History(request.tenant(), request.key().token(),
                Optional.of(request.key().flow()), Optional.of(request.key().event()), Set.of(),
                OptionalLong.of(request.customerId()), OptionalLong.empty(), Optional.empty(), at.minus(time),
                end(planning, at.plus(time)), planning)) == 0
                        ? Optional.empty()
                        : ConsentRules.refused(RefusalReason.TOO_SOON_AGAIN,
                                "the customer was told of another " + request.key().event() + " within " + time));
    }

    private Optional<Decision.Refused> household(MessageRequest request, Caps caps, Recipient recipient, Instant at,
            boolean planning) {
        return caps.household().flatMap(time -> outbox.count(new History(request.tenant(), request.key().token(),
                Optional.of(request.key().flow()), Optional.of(request.key().event()), Set.of(), OptionalLong.empty(),
                request.locationId(), Optional.of(recipient.address()), at.minus(time), end(planning, at.plus(time)),
                planning)) == 0
                        ? Optional.empty()
                        : ConsentRules.refused(RefusalReason.HOUSEHOLD,
                                "somebody of the household was told of another " + request.key().event() + " within " + time));
    }

    private Optional<Decision.Refused> perDay(MessageRequest request, MessageRules rules, Instant at, boolean planning) {
        if (rules.caps().perDay().isEmpty()) {
            return Optional.empty();
        }
        LocalDate day = at.atZone(rules.zone()).toLocalDate();
        Instant begin = day.atStartOfDay(rules.zone()).toInstant();
        int count = outbox.count(new History(request.tenant(), request.key().token(), Optional.of(request.key().flow()),
                Optional.empty(), Set.of(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), begin.minusNanos(1),
                Optional.of(day.plusDays(1).atStartOfDay(rules.zone()).toInstant()), planning));
        return count < rules.caps().perDay().getAsInt()
                ? Optional.empty()
                : ConsentRules.refused(RefusalReason.DAILY_CAP, "the flow has " + count + " messages on " + day + " already");
    }

    /** What was handed over by a clock that went ahead counts as well. */
    private static Optional<Instant> end(boolean planning, Instant end) {
        return planning ? Optional.of(end) : Optional.empty();
    }
}
