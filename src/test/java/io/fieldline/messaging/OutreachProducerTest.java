package io.fieldline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.InMemoryBlockedRecipients;
import io.fieldline.outreach.InMemoryOutboxStore;
import io.fieldline.outreach.InMemoryShortLinks;
import io.fieldline.outreach.InMemoryWrittenConsents;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.PassedOver;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class OutreachProducerTest {

    private static final String ENDPOINT = "outreach:review-request?kind=marketing&subject=job&happenedAt=completedOn";

    @TempDir
    Path config;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final FixedTenants tenants = new FixedTenants();
    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final HandClock clock = new HandClock(Messages.NOON);
    private final List<MessageRequest> looked = new ArrayList<>();
    private Function<MessageRequest, Standing> standing = request -> new Standing.Stands(
            Messages.facts(request.customerId(), List.of(Messages.mobile(Messages.ADA))), Map.of());

    @BeforeEach
    void start() {
        ConsentGate gate = new ConsentGate(new InMemoryBlockedRecipients(), consents, outbox);
        consents.record(new WrittenConsent("acme", Messages.ADA, 11, "web form", Messages.NOON));
        camel.getRegistry().bind("outreachServices",
                new OutreachServices(tenants, new TenantRulebook(tenants), (tenant, connection) -> channel(connection),
                        new MessageWriting(tenants, new MessageTemplates(ConfigurationFolder.in(config)),
                                new MessageLinks(new InMemoryShortLinks(), clock), new UnsubscribeLinks(() -> new byte[]{1 })),
                        request -> {
                            looked.add(request);
                            return standing.apply(request);
                        }, new MessagePlanner(gate, outbox, clock), outbox, null, Runnable::run));
        camel.start();
        settings(Map.of("connection", "texts", "reviewLink", "https://g.page/r/a", "delay", Duration.ofMinutes(30)));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void plansOneMessageForARecordByTheTenantsSettings() {
        Exchange exchange = handOn(job());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.WRITTEN);
        OutboxMessage message = planned();
        assertThat(message.state()).isEqualTo(OutboxState.PREVIEWED);
        assertThat(message.request()).satisfies(request -> {
            assertThat(request.key().subject().text()).isEqualTo("job/4711");
            assertThat(request.channel()).isEqualTo(ChannelKind.SMS);
            assertThat(request.connection()).isEqualTo("texts");
            assertThat(request.template()).isEqualTo("review-request");
            assertThat(request.customerId()).isEqualTo(11);
            assertThat(request.locationId()).hasValue(110);
            assertThat(request.happenedAt()).isEqualTo(Messages.NOON);
            assertThat(request.notBefore()).isEqualTo(Messages.NOON.plus(Duration.ofMinutes(30)));
        });
    }

    @Test
    void whatWasDecidedIsNotDecidedAgainNorReadForAgain() {
        handOn(job());
        Exchange again = handOn(job());

        assertThat(again.getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.SKIPPED);
        assertThat(looked).hasSize(1);
        assertThat(outbox.list("acme", null, null, null, 10)).hasSize(1);
    }

    @Test
    void aRefusalCountsAsSkippedAndIsKeptWithItsReason() {
        consents.withdraw("acme", Messages.ADA);

        assertThat(handOn(job()).getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.SKIPPED);
        assertThat(planned().reason()).isEqualTo("NO_WRITTEN_CONSENT");
    }

    @Test
    void whatHappenedBeforeTheFlowWasSwitchedOnIsPastWheneverTheRecordChanges() {
        assertThat(handOn(job(), Messages.NOON.plusSeconds(1)).getVariable(DeliveryProperties.OUTCOME))
                .isEqualTo(DeliveryProperties.SKIPPED);

        assertThat(looked).as("nothing needs to be read for it").isEmpty();
        assertThat(planned()).satisfies(message -> {
            assertThat(message.state()).isEqualTo(OutboxState.CANCELLED);
            assertThat(message.reason()).isEqualTo("before-the-flow");
        });
    }

    @Test
    void whatThereIsNoReasonForAnyMoreIsKeptAsCancelled() {
        standing = request -> new Standing.Stopped("recall", "the job is a recall");

        assertThat(handOn(job()).getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.SKIPPED);
        assertThat(planned()).satisfies(message -> {
            assertThat(message.state()).isEqualTo(OutboxState.CANCELLED);
            assertThat(message.reason()).isEqualTo("recall");
        });
    }

    @Test
    void whereConsentCannotBeReadNothingIsPlannedAndTheRecordComesAgain() {
        standing = request -> {
            throw new RetryLaterException("GET /customers/contacts was answered 503", null);
        };

        assertThat(handOn(job()).getException()).isInstanceOf(RetryLaterException.class);
        assertThat(outbox.list("acme", null, null, null, 10)).isEmpty();
    }

    @Test
    void aRecordThatLacksWhatAMessageNeedsIsParked() {
        Map<String, Object> job = new HashMap<>(job());
        job.remove("completedOn");

        assertThat(handOn(job).getException()).isInstanceOf(RejectedRecordException.class)
                .hasMessage("The job 4711 lacks its completedOn, which a message to its customer needs");
    }

    @Test
    void anEventThatTheTenantDoesNotWantIsLeftOut() {
        settings(Map.of("connection", "texts", "connections", Map.of("review-request", "off")));

        assertThat(handOn(job()).getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.SKIPPED);
        assertThat(outbox.list("acme", null, null, null, 10)).isEmpty();
    }

    @Test
    void aTemplateThatIsNotThereStopsTheFlowBeforeAnythingIsDecided() {
        settings(Map.of("connection", "texts", "language", "fr"));

        assertThat(handOn(job()).getException()).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("no template review-request in the language fr");
        assertThat(outbox.list("acme", null, null, null, 10)).isEmpty();
    }

    @Test
    void takesSettingsOfAnEventBeforeThoseOfTheFlow() {
        settings(Map.of("connection", "texts", "delay", Duration.ofMinutes(30), "delays", Map.of("review-request", "2h"),
                "maxAges", Map.of("review-request", "1h"), "reviewLink", "https://g.page/r/a"));

        handOn(job());

        Instant happened = planned().request().happenedAt();
        assertThat(planned().request().notBefore()).isEqualTo(happened.plus(Duration.ofHours(2)));
        assertThat(planned().expires()).isEqualTo(happened.plus(Duration.ofHours(3)));
    }

    @Test
    void theFirstConnectionThatTheGateLetsThroughIsUsedAndTheOthersShowWhyNot() {
        consents.withdraw("acme", Messages.ADA);
        reachedByAll();
        alternatives(Map.of());

        assertThat(handOn(job()).getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.WRITTEN);

        assertThat(outbox.list("acme", null, null, null, 10)).singleElement().satisfies(message -> {
            assertThat(message.request().connection()).isEqualTo("app");
            assertThat(message.request().passedOver()).extracting(PassedOver::connection, PassedOver::reason).containsExactly(
                    tuple("texts", "NO_WRITTEN_CONSENT"), tuple("mail", "NO_POSTAL_ADDRESS"));
        });
        assertThat(handOn(job()).getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.SKIPPED);
    }

    @Test
    void whereNoConnectionIsLetThroughTheFirstOnesReasonCountsAndThoseOfTheOthersAreKept() {
        consents.withdraw("acme", Messages.ADA);
        alternatives(Map.of());

        handOn(job());

        assertThat(planned()).satisfies(message -> {
            assertThat(message.reason()).isEqualTo("NO_WRITTEN_CONSENT");
            assertThat(message.request().connection()).isEqualTo("texts");
            assertThat(message.request().passedOver()).extracting(PassedOver::connection, PassedOver::reason)
                    .containsExactly(tuple("mail", "NO_RECIPIENT"), tuple("app", "NO_RECIPIENT"));
        });
    }

    @ParameterizedTest
    @CsvSource({"App, app, PREVIEWED, ''", "TEXT , texts, PREVIEWED, ''", "Fax, texts, PREVIEWED, ''",
            "Email, texts, PREVIEWED, NO_POSTAL_ADDRESS", "None, texts, CANCELLED, ''" })
    void whatTheCustomerPrefersIsTriedFirst(String preference, String connection, OutboxState state, String passedOver) {
        reachedByAll(preference);
        alternatives(Map.of("preferenceField", "Contact By", "preferences",
                Map.of("App", "app", "Text", "texts", "Email", "mail", "None", "off")));

        handOn(job());

        assertThat(planned().request().connection()).isEqualTo(connection);
        assertThat(planned().state()).isEqualTo(state);
        assertThat(planned().request().passedOver().stream().map(PassedOver::reason).collect(Collectors.joining()))
                .isEqualTo(passedOver);
    }

    @Test
    void anAlternativeThatIsNoConnectionIsRefused() {
        settings(Map.of("connections", Map.of("review-request", List.of("texts", "off")), "reviewLink", "https://g.page/r/a"));
        assertThat(handOn(job()).getException()).isInstanceOf(MisconfiguredException.class).hasMessageContaining(
                "connections.review-request: must be a connection, a list of connections, or off");
    }

    private void alternatives(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("connections", Map.of("review-request", List.of("texts", "mail", "app")));
        settings.put("reviewLink", "https://g.page/r/a");
        settings(settings);
    }

    private void reachedByAll(String... preference) {
        standing = request -> {
            Map<String, Object> customer = new HashMap<>(Messages.customer(request.customerId()));
            customer.put("customFields", List.of(preference).stream()
                    .map(value -> Map.of("typeId", 5L, "name", "Contact by", "value", value)).toList());
            ContactFacts facts = Messages.facts(request.customerId(), List.of());
            return new Standing.Stands(new ContactFacts(ContactFacts.Customer.of(customer,
                    Optional.of(List.of(Messages.mobile(Messages.ADA), Messages.email("ada@example.com")))), facts.location(),
                    facts.job(), Map.of(ChannelKind.PUSH, "device")), Map.of());
        };
    }

    private Exchange handOn(Map<String, Object> job) {
        return handOn(job, Messages.NOON);
    }

    /** @param began when the flow was switched on */
    private Exchange handOn(Map<String, Object> job, Instant began) {
        return camel.createFluentProducerTemplate().to(ENDPOINT).withProcessor(exchange -> {
            exchange.setProperty(DeliveryProperties.STREAM, new StreamKey("acme", "review-request-sms", "jpm/jobs"));
            exchange.setProperty(DeliveryProperties.HORIZON, began);
            exchange.getIn().setBody(job);
        }).send();
    }

    private static Map<String, Object> job() {
        return Map.of("id", 4711L, "customerId", 11L, "locationId", 110L, "completedOn", Messages.NOON.toString());
    }

    private OutboxMessage planned() {
        return outbox.list("acme", "review-request-sms", null, null, 10).get(0);
    }

    private void settings(Map<String, Object> settings) {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, Map.of(),
                Map.of("review-request-sms", new FlowSettings("review-request-sms", Duration.ofMinutes(1), settings))));
    }

    private static MessageChannel channel(String connection) {
        return new MessageChannel() {

            @Override
            public ChannelKind kind() {
                return switch (connection) {
                    case "mail" -> ChannelKind.EMAIL;
                    case "app" -> ChannelKind.PUSH;
                    default -> ChannelKind.SMS;
                };
            }

            @Override
            public LostAnswer lostAnswer() {
                return LostAnswer.STAYS_OPEN;
            }

            @Override
            public Duration longest() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Handover handOver(OutgoingMessage message) {
                throw new AssertionError("nothing is handed over while it is planned");
            }

            @Override
            public Optional<Handover> find(OutgoingMessage message) {
                return Optional.empty();
            }
        };
    }
}
