package io.fieldline.mcp;

import io.fieldline.agent.Door;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.PromptManager.PromptArguments;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.TextContent;

/** What an office asks every day, in words that lead to short answers. */
final class Prompts {

    private static final String HOW = " Use the tools of this server; those that are not listed are found with find_tool."
            + " Change nothing. If a list was cut, say how many there are in all.";

    private final Door door;
    private final Sessions sessions;

    Prompts(Door door, Sessions sessions) {
        this.door = door;
        this.sessions = sessions;
    }

    void add(PromptManager prompts) {
        add(prompts, "morning_board", "Morning board", "Today's jobs and appointments, and what needs attention.",
                "Show the board of the tenant %s for today: each appointment with its arrival window, customer, job type and"
                        + " technician, in order of time. Then list what needs attention: appointments without a technician, on"
                        + " hold, overlapping for one technician, or past their window and not begun.");
        add(prompts, "unsold_estimates", "Unsold estimates", "Open estimates, the largest and oldest first.",
                "List the open estimates of the tenant %s that are neither sold nor dismissed: customer, job, what it is for,"
                        + " amount, age in days, and who made it. The largest first; then name the five that are most worth a"
                        + " call today, and why.");
        add(prompts, "overdue_invoices", "Overdue invoices", "What customers owe past its due date, by age.",
                "List the invoices of the tenant %s that are past their due date with a balance: customer, invoice number, due"
                        + " date, days overdue and balance. Group them by 1 to 30, 31 to 60, 61 to 90 and more days, with a sum"
                        + " for each group and in all.");
    }

    private void add(PromptManager prompts, String name, String title, String text, String words) {
        prompts.newPrompt(name).setTitle(title).setDescription(text)
                .addArgument("tenant", "The tenant's short name, as fieldline://tenants lists it.", true)
                .setHandler(asked -> PromptResponse
                        .withMessages(PromptMessage.withUserRole(new TextContent(words.formatted(tenant(asked)) + HOW))))
                .register();
    }

    /** Only a name that the client may use becomes part of a prompt. */
    private String tenant(PromptArguments asked) {
        String tenant = asked.args().getOrDefault("tenant", "");
        boolean known = sessions.find(asked.connection().id())
                .map(session -> door.tenants(session.caller()).contains(tenant)).orElse(false);
        if (!known) {
            throw new McpException("tenant: there is no such tenant; fieldline://tenants lists those that there are",
                    JsonRpcErrorCodes.INVALID_PARAMS);
        }
        return tenant;
    }
}
