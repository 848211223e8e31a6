package io.fieldline.agent.approval;

import java.util.Optional;

import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Decision;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.plan.Plan;
import io.fieldline.failure.MisconfiguredException;

/**
 * Decisions by link. Looking at the page changes nothing, because programs follow links too, Slack among them; the buttons do.
 */
public final class LinkedApprovals {

    /** The Content-Security-Policy of every page. */
    public static final String POLICY = ApprovalPage.POLICY;

    private static final int OK = 200;
    private static final int WRONG = 400;
    private static final int UNKNOWN = 404;
    private static final int SETTLED = 409;
    private static final int GONE = 410;
    private static final int LONGEST_REASON = 500;

    private final ApprovalLinks links;
    private final ApprovalDesk desk;

    public LinkedApprovals(ApprovalLinks links, ApprovalDesk desk) {
        this.links = links;
        this.desk = desk;
    }

    /** @param html a whole page */
    public record Page(int status, String html) {}

    /** The plan, with the buttons if there is something to decide. */
    public Page show(String token) {
        return links.read(token).map(named -> closed(named, GONE)
                .orElseGet(() -> new Page(OK, ApprovalPage.question(named.plan(), named.person()))))
                .orElseGet(LinkedApprovals::unknown);
    }

    /** @param decision <code>approve</code> or <code>reject</code> */
    public Page decide(String token, String decision, String reason) {
        Optional<ApprovalLinks.Named> found = links.read(token);
        if (found.isEmpty()) {
            return unknown();
        }
        ApprovalLinks.Named named = found.get();
        Optional<Page> closed = closed(named, SETTLED);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (!decision.equals("approve") && !decision.equals("reject")) {
            return new Page(WRONG, ApprovalPage.note("Nothing was decided", "Use one of the two buttons of the page."));
        }
        return decided(named, decision.equals("approve"),
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    }

    private Page decided(ApprovalLinks.Named named, boolean approved, String reason) {
        try {
            Plan plan = desk.decide(named.plan().id(), new By(named.person(), Way.LINK, ""), approved, reason.strip());
            return new Page(OK, approved ? ApprovalPage.approved(plan) : ApprovalPage.rejected());
        } catch (MisconfiguredException settled) {
            return new Page(SETTLED, ApprovalPage.note("Nothing was decided", settled.getMessage() + "."));
        }
    }

    /** What is said where there is nothing to decide for this person any more. */
    private Optional<Page> closed(ApprovalLinks.Named named, int status) {
        Optional<Decision> own = named.plan().approvals().decisions().stream()
                .filter(decision -> decision.by().person().equals(named.person())).findFirst();
        // What somebody said at the client does not count for every rule.
        boolean needed = named.plan().approvals().waitsFor(new By(named.person(), Way.LINK, ""));
        if (own.isPresent() && !needed) {
            return Optional.of(new Page(status, ApprovalPage.note("This link was used",
                    named.person() + (own.get().approved() ? " approved" : " rejected") + " this plan at " + own.get().at()
                            + ", " + own.get().by().way().words() + ".")));
        }
        return desk.settled(named.plan())
                .map(why -> new Page(status,
                        ApprovalPage.note("There is nothing to decide any more", "This plan " + why + who(named)
                                + ".")));
    }

    private static String who(ApprovalLinks.Named named) {
        return named.plan().approvals().decisions().stream().reduce((first, last) -> last)
                .map(last -> " by " + last.by().person()).orElse("");
    }

    private static Page unknown() {
        return new Page(UNKNOWN,
                ApprovalPage.note("Unknown link", "This link was altered, or belongs to a plan that is not kept"
                        + " any more."));
    }
}
