package io.fieldline.agent.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;

/** Gives tokens for plans and takes them back, each once. A token is a plan's number, signed together with what it is for. */
public final class Plans {

    public static final Duration LIFE = Duration.ofMinutes(15);
    /** A person has to find the time. */
    public static final Duration LIFE_WITH_APPROVAL = Duration.ofHours(24);

    /** How many plans of one client may wait for persons, who are told of each. */
    static final int MOST_WAITING = 20;

    /** How many others it may have open. */
    static final int MOST_OPEN = 200;

    private static final int MOST = 10_000;
    private static final Duration LATELY = Duration.ofHours(48);
    private static final String PREFIX = "plan_";
    private static final String AGAIN = "; call without token for a plan";

    private final PlanStore store;
    private final Seal seal;
    private final InstantSource clock;

    public Plans(PlanStore store, Supplier<byte[]> key, InstantSource clock) {
        this.store = store;
        this.seal = new Seal(key);
        this.clock = clock;
    }

    /** A plan that is kept, and the token that carries it out. */
    public record Given(Plan plan, String token) {}

    /**
     * Of a plan that waits for a person already, the same one again, so that nobody is asked twice.
     *
     * @param whole and sentence see {@link Plan}
     * @param approvers of each group one has to approve
     * @throws RefusedCallException when too many plans of the client wait for persons
     */
    public Given give(Plan.Binding binding, String fingerprint, ObjectNode shown, ObjectNode whole, String sentence,
            List<Approvals.Group> approvers) {
        if (!approvers.isEmpty()) {
            List<Plan> waiting = store.waiting(clock.instant(), MOST).stream()
                    .filter(plan -> plan.binding().client().equals(binding.client())).toList();
            Instant longEnough = clock.instant().plus(LIFE_WITH_APPROVAL.dividedBy(2));
            Optional<Plan> same = waiting.stream().filter(plan -> plan.binding().equals(binding)
                    && plan.expiresAt().isAfter(longEnough) && plan.fingerprint().equals(fingerprint)
                    && plan.approvals().groups().equals(approvers)).findFirst();
            if (same.isPresent()) {
                return new Given(same.get(), token(same.get()));
            }
            if (waiting.size() >= MOST_WAITING) {
                throw RefusedCallException.of("needs_approval", MOST_WAITING
                        + " plans of yours wait for persons already; let them be decided before you ask for more");
            }
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (approvers.isEmpty() && store.open(binding.client(), now) >= MOST_OPEN) {
            throw RefusedCallException.of("not_possible",
                    MOST_OPEN + " plans of yours are open; carry them out, or let them expire");
        }
        return made(binding, fingerprint, shown, whole, sentence, approvers, now);
    }

    private Given made(Plan.Binding binding, String fingerprint, ObjectNode shown, ObjectNode whole, String sentence,
            List<Approvals.Group> approvers, Instant now) {
        byte[] number = new byte[Seal.NUMBER];
        new SecureRandom().nextBytes(number);
        Plan plan = new Plan(HexFormat.of().formatHex(number), binding, fingerprint, now,
                now.plus(approvers.isEmpty() ? LIFE : LIFE_WITH_APPROVAL), Plan.State.OPEN, shown, whole, sentence,
                Approvals.of(approvers));
        store.keep(plan);
        return new Given(plan, token(plan));
    }

    /**
     * The plan of a token that is good for this call now.
     *
     * @throws RefusedCallException when it is not, in words that say why
     */
    public Plan presented(String token, Plan.Binding call) {
        Plan plan = number(token).flatMap(store::find)
                .filter(known -> MessageDigest.isEqual(bytes(token(known)), bytes(token)))
                .orElseThrow(() -> invalid("This token was altered, or Fieldline never gave it"));
        Plan.Binding given = plan.binding();
        if (!given.client().equals(call.client())) {
            throw invalid("This token was given to another client");
        }
        if (!given.tenant().equals(call.tenant())) {
            throw invalid("This token was given for another tenant");
        }
        if (!given.tool().equals(call.tool())) {
            throw invalid("This token was given for another tool");
        }
        if (!given.arguments().equals(call.arguments())) {
            throw invalid("This token was given for other arguments");
        }
        if (plan.state() == Plan.State.USED) {
            throw used();
        }
        if (plan.state() == Plan.State.REPLACED) {
            throw invalid("This token is void, because the plan was replaced by a newer one");
        }
        if (!clock.instant().isBefore(plan.expiresAt())) {
            throw invalid("This token expired at " + plan.expiresAt());
        }
        return plan;
    }

    /** When an equal call was planned that was carried out lately, whoever made it. */
    public Optional<Instant> carriedOutLately(Plan.Binding call) {
        return store.latestUsed(call, clock.instant().minus(LATELY));
    }

    /** Uses a token up. */
    public void use(Plan plan) {
        if (!store.use(plan)) {
            throw store.find(plan.id()).filter(now -> now.state() == Plan.State.OPEN).isPresent()
                    ? RefusedCallException.of("needs_approval",
                            "Somebody decided about this plan just now; call again with the same token")
                    : used();
        }
    }

    public void replace(Plan plan) {
        store.close(plan.id(), Plan.State.REPLACED);
    }

    private static RefusedCallException used() {
        return invalid("This token was used before");
    }

    private static RefusedCallException invalid(String why) {
        return RefusedCallException.of("invalid_token", why + AGAIN);
    }

    private static Optional<String> number(String token) {
        return token.startsWith(PREFIX) ? Seal.plan(token.substring(PREFIX.length())) : Optional.empty();
    }

    private String token(Plan plan) {
        Plan.Binding binding = plan.binding();
        return PREFIX + seal.of(plan.id(), List.of(binding.client(), binding.tenant(), binding.tool(), binding.arguments(),
                plan.fingerprint(), plan.expiresAt().toString()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
