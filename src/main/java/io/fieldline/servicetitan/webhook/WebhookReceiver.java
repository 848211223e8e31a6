package io.fieldline.servicetitan.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.sync.WebhookEvent;
import io.fieldline.sync.WebhookInbox;
import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Takes one event: verified over the raw bytes, stored, and only then acknowledged. Repeats are told by
 * <code>userassignedid</code>, never by age, because a replay from ServiceTitan's portal comes days later and is welcome.
 */
public final class WebhookReceiver {

    /** The largest body that is looked at, in bytes. */
    public static final int LARGEST_BODY = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tenants tenants;
    private final WebhookInbox inbox;
    private final InstantSource clock;
    private final Consumer<WebhookEvent> stored;
    private final Map<WebhookReply, AtomicLong> counters = new EnumMap<>(WebhookReply.class);

    /** @param stored hears of each new event after it is stored; must not block */
    public WebhookReceiver(Tenants tenants, WebhookInbox inbox, InstantSource clock, Consumer<WebhookEvent> stored) {
        this.tenants = tenants;
        this.inbox = inbox;
        this.clock = clock;
        this.stored = stored;
        for (WebhookReply reply : WebhookReply.values()) {
            counters.put(reply, new AtomicLong());
        }
    }

    /** @param header gives the value of a request header by name, or null */
    public WebhookReply receive(Function<String, String> header, byte[] body) {
        WebhookReply reply = judge(header, body);
        counters.get(reply).incrementAndGet();
        if (reply.status() >= 400 || reply == WebhookReply.DROPPED) {
            LOG.warn("Webhook answered {}: {} bytes={}", reply.status(), reply.reason(), body.length);
        }
        return reply;
    }

    private WebhookReply judge(Function<String, String> header, byte[] body) {
        if (body.length > LARGEST_BODY) {
            return WebhookReply.TOO_LARGE;
        }
        List<WebhookSettings> configured = tenants.all().stream().map(tenant -> tenant.serviceTitan().webhook())
                .flatMap(Optional::stream).toList();
        Optional<WebhookSettings> signer = configured.stream()
                .filter(settings -> SignatureCheck.matches(settings, header.apply(settings.header()), body)).findFirst();
        boolean signed = configured.stream().anyMatch(settings -> header.apply(settings.header()) != null);
        if (signer.isEmpty() && signed) {
            return WebhookReply.WRONG_SIGNATURE;
        }
        boolean unsignedAllowed = configured.stream().anyMatch(settings -> settings.key().isEmpty());
        return signer.isEmpty() && !unsignedAllowed ? WebhookReply.UNSIGNED : accept(signer, body);
    }

    private WebhookReply accept(Optional<WebhookSettings> signer, byte[] body) {
        JsonNode event = parse(body);
        if (event == null || !event.path("data").path("tenantId").canConvertToLong() || event.path("type").asText().isEmpty()
                || identity(event).isEmpty()) {
            return WebhookReply.BROKEN;
        }
        long tenantId = event.path("data").path("tenantId").asLong();
        List<Tenant> named = tenants.all().stream().filter(one -> one.serviceTitan().tenantId() == tenantId).toList();
        // The tenants of two environments may share a number; the key tells them apart.
        Optional<Tenant> tenant = named.stream().filter(one -> trusts(one, signer)).findFirst();
        if (tenant.isPresent()) {
            return store(tenant.get(), event, body);
        }
        if (signer.isEmpty()) {
            return WebhookReply.UNSIGNED;
        }
        boolean receives = named.stream().anyMatch(one -> one.serviceTitan().webhook().isPresent());
        return receives ? WebhookReply.WRONG_SIGNATURE : WebhookReply.DROPPED;
    }

    private static boolean trusts(Tenant tenant, Optional<WebhookSettings> signer) {
        Optional<WebhookSettings> own = tenant.serviceTitan().webhook();
        return own.isPresent() && (signer.isEmpty() ? own.get().key().isEmpty() : sameKey(own.get(), signer.get()));
    }

    private WebhookReply store(Tenant tenant, JsonNode event, byte[] body) {
        WebhookEvent received = new WebhookEvent(tenant.name(), identity(event), event.path("type").asText(), clock.instant(),
                new String(body, StandardCharsets.UTF_8));
        if (!inbox.receive(received)) {
            return WebhookReply.REPEATED;
        }
        stored.accept(received);
        return WebhookReply.STORED;
    }

    private static boolean sameKey(WebhookSettings own, WebhookSettings signer) {
        return own == signer || own.key().isPresent() && signer.key().isPresent()
                && Objects.equals(own.key().get().reveal(), signer.key().get().reveal());
    }

    /** The delivery id changes from attempt to attempt; it serves only where the other one is missing. */
    private static String identity(JsonNode event) {
        String assigned = event.path("userassignedid").asText();
        return assigned.isEmpty() ? event.path("id").asText() : assigned;
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode event = JSON.readTree(body);
            return event != null && event.isObject() ? event : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** How many events were answered this way since the start. */
    public long count(WebhookReply reply) {
        return counters.get(reply).get();
    }
}
