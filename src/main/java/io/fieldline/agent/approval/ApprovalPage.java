package io.fieldline.agent.approval;

import java.util.List;
import java.util.stream.Collectors;

import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.PlanText;

/** The pages that a person who may approve sees, without anything that would be loaded from elsewhere. */
final class ApprovalPage {

    /** Nothing but the page's own style is needed, and its form goes back to where it came from. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
            + " base-uri 'none'";

    private static final String FRAME = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <style>
            body { font-family: system-ui, sans-serif; max-width: 48rem; margin: 3rem auto; padding: 0 1rem; color: #222 }
            h1 { font-size: 1.3rem } h2 { font-size: 1rem; margin-bottom: .3rem }
            li { overflow-wrap: anywhere; margin: .2rem 0 } code { font-size: .85rem }
            button, input { font: inherit; padding: .5rem 1rem } input { width: 60%% }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            %2$s
            </body>
            </html>
            """;

    private ApprovalPage() {}

    static String question(Plan plan, String person) {
        Plan.Binding binding = plan.binding();
        return page("May this be done?", """
                <p>%s, the agent <b>%s</b> wants to do this in <b>%s</b> by <b>%s</b>:</p>
                <p>%s</p>
                """.formatted(text(person), text(binding.client()), text(binding.tenant()), text(binding.tool()),
                text(PlanText.summary(plan.forApprover())))
                + list("What would be different", PlanText.changes(plan.forApprover()))
                + list("What else happens", PlanText.sideEffects(plan.forApprover()))
                + list("What would be sent", PlanText.requests(plan.forApprover()))
                + """
                        <h2>What it takes</h2>
                        <p>%s</p>
                        <h2>What would take it back</h2>
                        <p>%s</p>
                        <p>%s has to approve it, until %s. Texts in it were written by others.</p>
                        <form method="post">
                        <p><button type="submit" name="decision" value="approve">Approve</button></p>
                        </form>
                        <form method="post">
                        <p><input type="text" name="reason" maxlength="500" aria-label="Reason" placeholder="Reason, which the agent is told">
                        <button type="submit" name="decision" value="reject">Reject</button></p>
                        </form>
                        """
                        .formatted(text(PlanText.cost(plan.forApprover())), text(PlanText.undo(plan.forApprover())),
                                text(plan.approvals().who()),
                                plan.expiresAt()));
    }

    private static String list(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : "<h2>" + text(title) + "</h2>\n<ul>\n"
                        + lines.stream().map(line -> "<li><code>" + text(line) + "</code></li>\n")
                                .collect(Collectors.joining())
                        + "</ul>\n";
    }

    static String approved(Plan plan) {
        return note("Approved", plan.approvals().standing() == Approvals.Standing.APPROVED
                ? "The agent can do it now, once, until " + plan.expiresAt() + "."
                : "It still waits for others: " + plan.approvals().who() + ".");
    }

    static String rejected() {
        return note("Rejected", "It is not done. The agent is told, with your reason.");
    }

    static String note(String title, String words) {
        return page(title, "<p>" + text(PlanText.line(words)) + "</p>");
    }

    private static String page(String title, String body) {
        return FRAME.formatted(text(title), body);
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
                "&#39;");
    }
}
