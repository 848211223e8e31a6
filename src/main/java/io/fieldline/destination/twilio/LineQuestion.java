package io.fieldline.destination.twilio;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.LineType;

/**
 * Asks Twilio's Lookup what line a number is:
 * <a href="https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence">line type intelligence</a>, which Twilio charges
 * for each time.
 */
final class LineQuestion {

    static final String PATH = "/v2/PhoneNumbers/";
    private static final String NO_SUCH_NUMBER = "20404";
    private static final Map<String, LineType> TYPES = Map.ofEntries(Map.entry("mobile", LineType.MOBILE),
            Map.entry("nonFixedVoip", LineType.NON_FIXED_VOIP), Map.entry("landline", LineType.LANDLINE),
            Map.entry("fixedVoip", LineType.FIXED_VOIP), Map.entry("personal", LineType.PERSONAL),
            Map.entry("tollFree", LineType.TOLL_FREE), Map.entry("premium", LineType.PREMIUM),
            Map.entry("sharedCost", LineType.SHARED_COST), Map.entry("uan", LineType.UAN),
            Map.entry("voicemail", LineType.VOICEMAIL), Map.entry("pager", LineType.PAGER));

    private final JsonMapper json = new JsonMapper();
    private final TwilioAccount account;
    private final ProviderCalls calls;
    private final InstantSource time;

    LineQuestion(TwilioAccount account, ProviderCalls calls, InstantSource time) {
        this.account = account;
        this.calls = calls;
        this.time = time;
    }

    /** @return empty when Twilio has no such number */
    Optional<LineType> ask(String number) {
        CallOutcome outcome = calls.send(HttpRequest
                .newBuilder(URI.create(account.lookupUrl() + PATH + number + "?Fields=line_type_intelligence")).GET()
                .header("Authorization", account.authorization()).header("Accept", "application/json"));
        if (!(outcome instanceof CallOutcome.Answered answered)) {
            throw new RetryLaterException("Twilio could not be asked what line a number is: " + outcome, null);
        }
        JsonNode body = read(answered);
        String said = "Twilio answered " + answered.status() + code(body) + " when it was asked what line a number is";
        if (answered.status() == 404 && body.path("code").asText("").equals(NO_SUCH_NUMBER)) {
            return Optional.empty();
        }
        if (answered.status() == 200) {
            return Optional.of(type(body));
        }
        if (answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException(said, RetryAfter.of(answered, time.instant()).orElse(null), null);
        }
        throw new TenantUnavailableException(said + ": check the connection's credentials and its lookupUrl");
    }

    /** A number that is none is no line; what Twilio could not find out this time is no answer. */
    private static LineType type(JsonNode body) {
        if (body.path("valid").isBoolean() && !body.path("valid").asBoolean()) {
            return LineType.UNKNOWN;
        }
        JsonNode line = body.path("line_type_intelligence");
        if (!line.isObject() || !line.path("error_code").asText("").isEmpty() && !line.path("error_code").isNull()) {
            throw new RetryLaterException("Twilio could not tell what line a number is"
                    + (line.isObject() ? ", code " + line.path("error_code").asText() : ""), null);
        }
        return TYPES.getOrDefault(line.path("type").asText(""), LineType.UNKNOWN);
    }

    private JsonNode read(CallOutcome.Answered answered) {
        try {
            JsonNode body = json.readTree(answered.body());
            return body.isObject() ? body : json.createObjectNode();
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }

    private static String code(JsonNode body) {
        String code = body.path("code").asText("");
        return code.isEmpty() ? "" : ", code " + code;
    }
}
