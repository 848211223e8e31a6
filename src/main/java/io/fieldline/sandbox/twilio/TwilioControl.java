package io.fieldline.sandbox.twilio;

import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * What a test or a person wants of the stand-in, by calls below <code>/control/twilio/</code>:
 *
 * <pre>
 * GET  messages                                   what was taken
 * POST clear                                      forgets it
 * POST faults?before=server-error=0.1&amp;after=connection-reset=0.1
 * POST number?number=%2B13125550100&amp;code=30006      how messages to it end
 * POST line?number=%2B13125550100&amp;type=mobile       what line it is; nobody else's number is known
 * GET  look-ups                                   the numbers whose line was asked for
 * POST delivering?byItself=false                  leaves messages queued
 * POST move?sid=SM…&amp;status=delivered&amp;code=
 * POST reply?from=%2B13125550100&amp;to=%2B15005550006&amp;body=STOP
 * </pre>
 */
final class TwilioControl {

    private final JsonMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private final TwilioStandIn twilio;

    TwilioControl(TwilioStandIn twilio) {
        this.twilio = twilio;
    }

    Reply answer(Request request) {
        Object result = Map.of();
        switch (request.path().substring("/control/twilio/".length())) {
            case "messages" -> result = twilio.texts();
            case "clear" -> twilio.clear();
            case "faults" -> twilio.faults().set(request);
            case "number" -> twilio.number(needed(request, "number"), Integer.parseInt(needed(request, "code")));
            case "line" -> twilio.line(needed(request, "number"), needed(request, "type"));
            case "look-ups" -> result = twilio.lookUps();
            case "delivering" -> twilio.delivering(Boolean.parseBoolean(needed(request, "byItself")));
            case "move" -> twilio.move(needed(request, "sid"), needed(request, "status"), request.parameter("code").orElse(""));
            case "reply" -> result = Map.of("taken",
                    twilio.reply(needed(request, "from"), needed(request, "to"), needed(request, "body")));
            default -> throw new Refusal(404, 20404, "There is no such control call");
        }
        return Reply.json(200, json.valueToTree(result));
    }

    private static String needed(Request request, String parameter) {
        return request.parameter(parameter)
                .orElseThrow(() -> Refusal.bad(20001, "The parameter '" + parameter + "' is missing"));
    }
}
