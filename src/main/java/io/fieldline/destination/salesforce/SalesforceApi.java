package io.fieldline.destination.salesforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.failure.RetryLaterException;

/**
 * Calls through Camel's component. It uses the operation <code>raw</code> for all of them: Camel's operations for
 * collections take classes generated for one org, and a tenant's fields are known only when it runs.
 */
final class SalesforceApi implements AutoCloseable {

    private static final Duration USAGE_HOLDS = Duration.ofMinutes(15);

    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private final SalesforceConnectionComponent component;
    private final SalesforceOptions options;
    private final InstantSource time;
    private volatile ApiUsage usage;
    private volatile Instant usageSeen;
    private Endpoint endpoint;
    private AsyncProducer producer;

    SalesforceApi(SalesforceConnectionComponent component, SalesforceOptions options, InstantSource time) {
        this.component = component;
        this.options = options;
        this.time = time;
    }

    Optional<ApiUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** A path below <code>/services/data/vXX.X/</code>, for a part of a composite request. */
    String path(String resource) {
        return "/services/data/v" + options.apiVersion() + "/" + resource;
    }

    JsonNode get(String resource) {
        return call("GET", path(resource), null, null);
    }

    JsonNode send(String method, String resource, JsonNode body) {
        return call(method, path(resource), null, body);
    }

    /** All rows of a query. */
    List<JsonNode> query(String soql, boolean deletedToo) {
        JsonNode page = call("GET", path(deletedToo ? "queryAll" : "query"), soql, null);
        List<JsonNode> rows = new ArrayList<>();
        page.path("records").forEach(rows::add);
        while (!page.path("done").asBoolean()) {
            page = call("GET", page.path("nextRecordsUrl").asText(), null, null);
            page.path("records").forEach(rows::add);
        }
        return rows;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.stop();
            endpoint.stop();
            producer = null;
        }
    }

    private JsonNode call(String method, String path, String soql, JsonNode body) {
        leaveReserve();
        AsyncProducer started = producer();
        Exchange exchange = endpoint.createExchange();
        Message in = exchange.getIn();
        in.setHeader("rawMethod", method);
        in.setHeader("rawPath", path);
        if (soql != null) {
            in.setHeader("rawQueryParameters", "q");
            in.setHeader("q", soql);
        }
        in.setBody(body == null ? null : bytes(body));
        try {
            started.process(exchange);
        } catch (Exception e) {
            throw SalesforceFailures.of(e);
        }
        remember(exchange.getMessage().getHeader("Sforce-Limit-Info", String.class));
        if (exchange.getException() != null) {
            throw SalesforceFailures.of(exchange.getException());
        }
        return parsed(exchange.getMessage().getBody(byte[].class));
    }

    /** The login comes first, because Camel's client for <code>raw</code> takes the instance's address from it. */
    private synchronized AsyncProducer producer() {
        if (producer == null) {
            try {
                component.getSession().login(null);
                endpoint = component.createEndpoint("salesforce:raw");
                endpoint.start();
                AsyncProducer started = endpoint.createAsyncProducer();
                started.start();
                producer = started;
            } catch (Exception e) {
                throw SalesforceFailures.of(e);
            }
        }
        return producer;
    }

    /** A look every quarter of an hour is let through, or the count would never be seen to fall. */
    private void leaveReserve() {
        ApiUsage seen = usage;
        if (seen != null && seen.withinReserve(options.reserve())) {
            Duration wait = Duration.between(time.instant(), usageSeen.plus(USAGE_HOLDS));
            if (wait.compareTo(Duration.ZERO) > 0) {
                throw new RetryLaterException("Salesforce: " + seen.used() + " of " + seen.allowed()
                        + " API calls of the day are gone and the rest is left to others", wait, null);
            }
        }
    }

    private void remember(String header) {
        if (header != null) {
            ApiUsage.parse(header).ifPresent(seen -> {
                usage = seen;
                usageSeen = time.instant();
            });
        }
    }

    private JsonNode parsed(byte[] body) {
        if (body == null || body.length == 0) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new RetryLaterException("Salesforce answered with something that is not JSON: "
                    + new String(body, 0, Math.min(body.length, 80), StandardCharsets.UTF_8), e);
        }
    }

    private byte[] bytes(JsonNode body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }
}
