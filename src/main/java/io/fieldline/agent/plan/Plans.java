package io.fieldline.agent.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;

/** Gives tokens for plans and takes them back, each once. A token is a plan's number, signed together with what it is for. */
public final class Plans {

    public static final Duration LIFE = Duration.ofMinutes(15);
    /** A person has to find the time. */
    public static final Duration LIFE_WITH_APPROVAL = Duration.ofHours(24);

    private static final Duration LATELY = Duration.ofHours(48);
    private static final String PREFIX = "plan_";
    private static final int NUMBER = 16;
    private static final String AGAIN = "; call without token for a plan";

    private final PlanStore store;
    private final Supplier<byte[]> key;
    private final InstantSource clock;

    public Plans(PlanStore store, Supplier<byte[]> key, InstantSource clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    /** A plan that is kept, and the token that carries it out. */
    public record Given(Plan plan, String token) {}

    /** @param approvers of each group one has to approve */
    public Given give(Plan.Binding binding, String fingerprint, ObjectNode shown, List<List<String>> approvers) {
        byte[] number = new byte[NUMBER];
        new SecureRandom().nextBytes(number);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Plan plan = new Plan(HexFormat.of().formatHex(number), binding, fingerprint, now,
                now.plus(approvers.isEmpty() ? LIFE : LIFE_WITH_APPROVAL), Plan.State.OPEN, shown, Approvals.of(approvers));
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
        if (!store.close(plan.id(), Plan.State.USED)) {
            throw used();
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
        if (!token.matches(PREFIX + "[A-Za-z0-9_-]{64}")) {
            return Optional.empty();
        }
        byte[] whole = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
        return Optional.of(HexFormat.of().formatHex(Arrays.copyOf(whole, NUMBER)));
    }

    private String token(Plan plan) {
        byte[] number = HexFormat.of().parseHex(plan.id());
        byte[] signature = signature(plan);
        return PREFIX + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(number.length + signature.length).put(number).put(signature).array());
    }

    /** 32 bytes, so that a token has no bits to spare that could be altered unnoticed. */
    private byte[] signature(Plan plan) {
        Plan.Binding binding = plan.binding();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get(), "HmacSHA256"));
            for (String part : List.of(plan.id(), binding.client(), binding.tenant(), binding.tool(), binding.arguments(),
                    plan.fingerprint(), plan.expiresAt().toString())) {
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes(part).length).array());
                mac.update(bytes(part));
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
