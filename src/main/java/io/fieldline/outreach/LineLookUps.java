package io.fieldline.outreach;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.SyncException;

/**
 * Has the line of a number looked up where a message depends on it, so that the gate knows it when it is asked. Nobody is
 * asked about a message that another rule refuses, nor about a number that is known.
 */
public final class LineLookUps {

    private final MessageRulebook rules;
    private final ConsentGate gate;
    private final KnownLines known;
    private final MessageChannels channels;
    private final InstantSource clock;
    private final Map<String, Object> asking = new ConcurrentHashMap<>();

    public LineLookUps(MessageRulebook rules, ConsentGate gate, KnownLines known, MessageChannels channels,
            InstantSource clock) {
        this.rules = rules;
        this.gate = gate;
        this.known = known;
        this.channels = channels;
        this.clock = clock;
    }

    /** How things are, with the line; what cannot be looked up cannot be read. */
    public StopCheck forSending(StopCheck stops) {
        return request -> with(request, stops.look(request));
    }

    /**
     * How things are, with the line where it can be looked up. Where it cannot, the message waits in the outbox and asks again,
     * so that a provider that is away does not hold up what is planned for others.
     */
    public StopCheck forPlanning(StopCheck stops) {
        return request -> {
            Standing standing = stops.look(request);
            try {
                return with(request, standing);
            } catch (SyncException notNow) {
                return standing;
            }
        };
    }

    private Standing with(MessageRequest request, Standing standing) {
        if (!(standing instanceof Standing.Stands stands)) {
            return standing;
        }
        ContactFacts facts = stands.facts();
        return rules.of(request.tenant(), request.key().flow())
                .flatMap(settled -> gate.lineInQuestion(request, settled, facts, clock.instant()))
                .<Standing>map(number -> new Standing.Stands(facts.withLine(number, line(request, number)), stands.values()))
                .orElse(standing);
    }

    private LineType line(MessageRequest request, String number) {
        String key = request.tenant() + " " + number;
        Object turn = asking.computeIfAbsent(key, any -> new Object());
        try {
            synchronized (turn) {
                return known.find(request.tenant(), number, clock.instant().minus(KnownLines.KEPT))
                        .orElseGet(() -> ask(request, number));
            }
        } finally {
            asking.remove(key, turn);
        }
    }

    /** That there is no such number is not kept: it may be that somebody else than the provider said so. */
    private LineType ask(MessageRequest request, String number) {
        if (!(channels.of(request.tenant(), request.connection()) instanceof LineTypes provider)) {
            throw new MisconfiguredException("tenant " + request.tenant() + ": messages.textsPhones is after-look-up, and"
                    + " connection " + request.connection() + " cannot look numbers up");
        }
        Optional<LineType> answer = provider.lineOf(number);
        Instant now = clock.instant();
        answer.ifPresent(type -> known.keep(request.tenant(), number, request.customerId(), type, now));
        return answer.orElse(LineType.UNKNOWN);
    }
}
