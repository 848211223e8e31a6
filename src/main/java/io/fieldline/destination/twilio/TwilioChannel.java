package io.fieldline.destination.twilio;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.twilio.TwilioComponent;

import com.twilio.http.TwilioRestClient;
import com.twilio.type.PhoneNumber;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.tenant.Connection;

/**
 * Text messages by one Twilio account, through a Camel Twilio component of its own. The component is not known to the Camel
 * context by a name, so no route can address it past the gate.
 *
 * <p>
 * Twilio knows no key that would keep a message from being sent twice. An answer that does not come is
 * {@link Handover.Uncertain}, and {@link #find} looks for the message among those of its recipient.
 */
public final class TwilioChannel implements MessageChannel, AutoCloseable {

    private static final String CREATE = "twilio:message/create";
    private static final int SHORTEST_VALIDITY = 1;
    private static final int LONGEST_VALIDITY = 36_000;

    private final TwilioAccount account;
    private final ProviderCalls calls;
    private final TwilioAnswers answers;
    private final MessageSearch search;
    private final TwilioComponent component;
    private final Endpoint endpoint;
    private final ProducerTemplate template;

    TwilioChannel(TwilioAccount account, CamelContext camel, InstantSource time, ProviderCalls calls) {
        this.account = account;
        this.calls = calls;
        this.answers = new TwilioAnswers(time);
        this.search = new MessageSearch(account, calls, time);
        this.component = new TwilioComponent(camel);
        // Each message brings a client of its own; this one is there because the component does not start without.
        component.setRestClient(client(new MessageCall(account.url(), calls)));
        component.start();
        this.endpoint = endpoint(component);
        this.template = camel.createProducerTemplate();
    }

    /**
     * @param connection one of type {@link TwilioConnectionType}
     * @param time no more than a minute off Twilio's
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public static TwilioChannel of(Connection connection, CamelContext camel, InstantSource time) {
        return new TwilioChannel(TwilioAccount.of(connection), camel, time, ProviderCalls.usual());
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.SMS;
    }

    @Override
    public LostAnswer lostAnswer() {
        return LostAnswer.IS_LOOKED_FOR;
    }

    @Override
    public Duration longest() {
        return calls.longest();
    }

    @Override
    public Handover handOver(OutgoingMessage message) {
        MessageCall call = new MessageCall(account.url(), calls);
        Exchange exchange = template.send(endpoint, prepared -> prepare(prepared, message, call));
        // Camel makes the call on a thread of its own, which may come to it when this one was told to stop waiting.
        return call.end().map(answers::of).orElseGet(() -> new Handover.NotTaken(
                "Twilio was not called: " + exchange.getException(), Optional.empty()));
    }

    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        return search.find(message);
    }

    /** Texts go in as headers: in a URI, Camel would alter them. */
    private void prepare(Exchange exchange, OutgoingMessage message, MessageCall call) {
        header(exchange, "client", client(call));
        header(exchange, "to", new PhoneNumber(message.recipient()));
        account.from().ifPresent(number -> header(exchange, "from", new PhoneNumber(number)));
        account.messagingService().ifPresent(service -> header(exchange, "messagingServiceSid", service));
        header(exchange, "body", message.body());
        header(exchange, "validityPeriod",
                (int) Math.max(SHORTEST_VALIDITY, Math.min(LONGEST_VALIDITY, message.validity().toSeconds())));
        account.callbackFor(message.token()).ifPresent(callback -> header(exchange, "statusCallback", callback));
    }

    private static void header(Exchange exchange, String parameter, Object value) {
        exchange.getIn().setHeader("CamelTwilio." + parameter, value);
    }

    private TwilioRestClient client(MessageCall call) {
        return new TwilioRestClient.Builder(account.user(), account.password().reveal().strip())
                .accountSid(account.accountSid())
                .httpClient(call).build();
    }

    private static Endpoint endpoint(TwilioComponent component) {
        try {
            Endpoint endpoint = component.createEndpoint(CREATE);
            endpoint.start();
            return endpoint;
        } catch (Exception e) {
            throw new IllegalStateException("Camel's Twilio endpoint could not be made", e);
        }
    }

    @Override
    public void close() {
        template.stop();
        endpoint.stop();
        component.stop();
    }
}
