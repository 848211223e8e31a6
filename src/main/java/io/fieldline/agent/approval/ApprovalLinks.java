package io.fieldline.agent.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.PlanStore;
import io.fieldline.agent.plan.Seal;

/** What links bear: the number of one plan, sealed for one person, who is not named in it. */
public final class ApprovalLinks {

    /** Where links begin at the address. */
    public static final String PATH = "/approve/";

    private final PlanStore plans;
    private final Seal seal;

    /** @param key the service's own */
    public ApprovalLinks(PlanStore plans, Supplier<byte[]> key) {
        this.plans = plans;
        this.seal = new Seal(key);
    }

    /** A plan that a person may decide about. */
    record Named(Plan plan, String person) {}

    String token(Plan plan, String person) {
        return seal.of(plan.id(), List.of(plan.fingerprint(), plan.expiresAt().toString(), person));
    }

    /** Empty for whatever {@link #token} did not make, and when the plan is not kept any more. */
    Optional<Named> read(String token) {
        return Seal.plan(token).flatMap(plans::find).flatMap(plan -> plan.approvals().persons().stream()
                .filter(person -> same(token(plan, person), token)).findFirst().map(person -> new Named(plan, person)));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
