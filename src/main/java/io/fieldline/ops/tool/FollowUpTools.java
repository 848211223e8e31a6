package io.fieldline.ops.tool;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.messaging.FollowUp;
import io.fieldline.messaging.FollowUps;
import io.fieldline.ops.Operator;
import io.fieldline.servicetitan.desk.NamedCustomers;

/** The tool by which follow-ups of customers are started and stopped, and what others show of them. */
public final class FollowUpTools {

    static final String ROWS = "followUps";
    static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx");

    private FollowUpTools() {}

    /** @param requests carries out what is asked of follow-ups too, as {@link #requests} makes it */
    public static List<Tool> of(FollowUps followUps, NamedCustomers customers, Operator operator, Requests requests) {
        return List.of(new ChangeFollowUp(followUps, customers, new OwnRecords(operator), requests));
    }

    /** @param others carries out what is asked of anything else */
    public static Requests requests(FollowUps followUps, Requests others) {
        return new FollowUpRequests(new FollowUpRecords(followUps), others);
    }

    /** One as answers show it. */
    public static ObjectNode row(FollowUp followUp) {
        ObjectNode row = OwnTools.object().put("flow", followUp.flow()).put("about", followUp.subject().record()).put("state",
                word(followUp.state()));
        if (!followUp.reason().isEmpty()) {
            row.put("why", followUp.reason());
        }
        if (followUp.sent() > 0) {
            row.put("sent", followUp.sent());
        }
        followUp.next().ifPresent(next -> row.put("next", MINUTES.format(next)));
        return row;
    }

    static String word(FollowUp.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
