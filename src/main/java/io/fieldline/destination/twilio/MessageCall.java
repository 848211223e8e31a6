package io.fieldline.destination.twilio;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;

/**
 * The one HTTP call that hands one message over. Twilio's own client sends a request again when the answer is a 5xx or does
 * not come, which would text a customer twice; this one never does. It keeps what came of the call.
 */
final class MessageCall extends HttpClient {

    private final String url;
    private final ProviderCalls calls;
    private CallOutcome outcome;
    private boolean ended;

    /** @param url below which the request goes, in place of Twilio's */
    MessageCall(String url, ProviderCalls calls) {
        this.url = url;
        this.calls = calls;
    }

    /** What came of the call, or nothing when none was made; it is not made later then, either. */
    synchronized Optional<CallOutcome> end() {
        ended = true;
        return Optional.ofNullable(outcome);
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public synchronized Response makeRequest(Request request) {
        if (ended) {
            return null;
        }
        ended = true;
        outcome = calls.send(written(request));
        return outcome instanceof CallOutcome.Answered answered
                ? new Response(answered.body(), answered.status())
                : null;
    }

    private HttpRequest.Builder written(Request request) {
        URL asked = request.constructURL();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + asked.getFile()))
                .header("Authorization", request.getAuthString()).header("Accept", "application/json");
        return request.getMethod() == HttpMethod.POST
                ? builder.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(request.encodeFormBody()))
                : builder.method(request.getMethod().name(), BodyPublishers.noBody());
    }
}
