package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowContract;
import io.fieldline.tenant.SettingDefinition;

class ShippedFlowsTest {

    @TempDir
    Path config;

    private final CamelContext context = new DefaultCamelContext();
    private final FakeServiceTitan serviceTitan = new FakeServiceTitan();
    private final InMemoryDeadLetterStore deadLetters = new InMemoryDeadLetterStore();
    private final InMemoryIdempotentKeyStore keys = new InMemoryIdempotentKeyStore();
    private final List<RecordPage> written = new ArrayList<>();
    private FlowLibrary library;
    private FlowLoader loader;
    private MockEndpoint dispatch;

    /** Takes the place of what writes the Slack message. */
    public static final class Message {

        public void message(Exchange exchange) {
            exchange.getMessage().setBody("Job worth " + exchange.getVariable("jobValue", BigDecimal.class).toPlainString()
                    + " for " + exchange.getVariable("customer", Map.class).get("name"));
        }
    }

    /** Takes the place of the warehouse. */
    public static final class Pages {

        private final List<RecordPage> pages;

        Pages(List<RecordPage> pages) {
            this.pages = pages;
        }

        public void write(Exchange exchange) {
            pages.add(exchange.getMessage().getBody(RecordPage.class));
        }
    }

    @BeforeEach
    void load() {
        context.addComponent("servicetitan", serviceTitan);
        context.addComponent("slack-acme-slack", new MockComponent());
        ShippedParts.bind(context, deadLetters, keys, written);
        context.start();
        library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());
        loader = new FlowLoader(context, library);
        new FlowWatcher(library, loader).rescan();
        dispatch = context.getEndpoint("slack-acme-slack:#dispatch", MockEndpoint.class);
        serviceTitan.answers.put("crm/customers", Map.of("11", Map.of("name", "Ada Byron", "tagTypeIds", List.of(5L))));
        serviceTitan.answers.put("crm/locations", Map.of("12", Map.of("zoneId", 3L, "address", Map.of("zip", "78701"))));
        serviceTitan.answers.put("jpm/job-types", Map.of("13", Map.of("name", "Install")));
        serviceTitan.answers.put("sales/estimates", List.of(Map.of("subtotal", new BigDecimal("7500.00"))));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void allRunAndSayWhatTheyDo() {
        assertThat(loader.problems()).isEmpty();
        assertThat(loader.flows()).extracting(FlowStatus::id, FlowStatus::origin, FlowStatus::state).containsExactly(
                tuple("customer-to-hubspot", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("customer-to-salesforce", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("high-value-job-alert", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("hubspot-to-customer", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("invoice-to-quickbooks", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("job-status-notifications", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("job-to-hubspot", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("job-to-salesforce", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("lapsed-member-win-back", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("membership-renewal-sequence", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("open-estimate-follow-up", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("review-request-sms", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("salesforce-to-customer", Origin.SHIPPED, FlowStatus.State.RUNNING),
                tuple("warehouse-pipeline", Origin.SHIPPED, FlowStatus.State.RUNNING));
        assertThat(loader.flows()).extracting(FlowStatus::description).allSatisfy(text -> assertThat(text).endsWith("."));
    }

    @Test
    void areAllListedInTheIndexThatANativeBinaryReads() throws Exception {
        Path routes = Path.of(FlowLibrary.class.getClassLoader().getResource("routes/index.txt").toURI()).getParent();
        try (Stream<Path> files = Files.list(routes)) {
            List<String> yaml = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml"))
                    .toList();
            assertThat(Files.readAllLines(routes.resolve("index.txt"))).containsExactlyInAnyOrderElementsOf(yaml);
        }
    }

    @Test
    void sayWhatTheyAskOfATenant() {
        FlowContract alert = library.contract("high-value-job-alert").orElseThrow();
        assertThat(alert.connectionTypes()).containsExactly("slack");
        assertThat(alert.settings()).extracting(SettingDefinition::name, SettingDefinition::required,
                SettingDefinition::defaultValue).contains(tuple("threshold", false, new BigDecimal("5000")),
                        tuple("every", false, Duration.ofSeconds(30)), tuple("channel", true, null),
                        tuple("valueByJobType", false, Map.of()));
        assertThat(library.contract("warehouse-pipeline").orElseThrow().settings()).singleElement()
                .extracting(SettingDefinition::defaultValue).asList().hasSize(12).contains("jpm/jobs", "telecom/calls");
        assertThat(library.flows()).containsExactly("customer-to-hubspot", "customer-to-salesforce", "high-value-job-alert",
                "hubspot-to-customer", "invoice-to-quickbooks", "job-status-notifications", "job-to-hubspot",
                "job-to-salesforce",
                "lapsed-member-win-back", "membership-renewal-sequence", "open-estimate-follow-up", "review-request-sms",
                "salesforce-to-customer",
                "warehouse-pipeline");
    }

    @Test
    void tellsTheChannelOnceWhenAHighValueJobIsBooked() throws Exception {
        dispatch.expectedBodiesReceived("Job worth 7500.00 for Ada Byron");

        Exchange first = handOn(job(1));
        Exchange again = handOn(job(1));

        dispatch.assertIsSatisfied();
        assertThat(first.getException()).isNull();
        assertThat(first.getVariable(DeliveryProperties.OUTCOME)).isNull();
        assertThat(again.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        assertThat(keys.keys).containsExactly("acme|high-value-job-alert|1");
    }

    @Test
    void keepsQuietAboutASmallJob() throws Exception {
        serviceTitan.answers.put("sales/estimates", List.of());
        dispatch.expectedMessageCount(0);

        Exchange exchange = handOn(job(2));

        dispatch.assertIsSatisfied(200);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty(Exchange.FILTER_MATCHED)).isEqualTo(false);
    }

    @Test
    void tellsItAgainWhenTheFirstMessageDidNotGoThrough() throws Exception {
        dispatch.whenExchangeReceived(1, exchange -> {
            throw new IllegalArgumentException("channel_not_found");
        });

        handOn(job(3));
        assertThat(deadLetters.letters).hasSize(1);
        assertThat(keys.keys).isEmpty();
        handOn(job(3));

        assertThat(dispatch.getReceivedCounter()).isEqualTo(2);
        assertThat(keys.keys).hasSize(1);
    }

    @Test
    void parksAJobWhoseCustomerIsMissing() throws Exception {
        serviceTitan.answers.put("crm/customers", Map.of());

        handOn(job(4));

        assertThat(deadLetters.letters).singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo("The job's customer is missing"));
    }

    @Test
    void followsOnlyJobsCreatedFromNowOn() {
        assertThat(serviceTitan.options.get("high-value-job-alert")).containsEntry("event", "created").containsEntry(
                "initialPosition",
                "now");
    }

    @Test
    void messagesNobodyAboutThePast() {
        List<String> messaging = library.flows().stream().filter(library::messagesCustomers).toList();
        assertThat(messaging).contains("review-request-sms", "job-status-notifications",
                "membership-renewal-sequence", "lapsed-member-win-back", "open-estimate-follow-up")
                .doesNotContain("high-value-job-alert");
        assertThat(messaging).allSatisfy(
                flow -> assertThat(serviceTitan.options.get(flow)).containsEntry("initialPosition", "now"));
    }

    @Test
    void tellsACrmOfJobsFromNowOnInPages() {
        assertThat(List.of("job-to-hubspot", "job-to-salesforce")).allSatisfy(
                flow -> assertThat(serviceTitan.options.get(flow)).containsEntry("event", "any").containsEntry("unit", "page")
                        .containsEntry("initialPosition", "now"));
    }

    @Test
    void handsWholePagesToTheWarehouse() throws Exception {
        RecordPage page = new RecordPage("jpm/jobs", List.of(Map.of("id", 1L)), null);
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody(page);
        handOn("warehouse-pipeline", exchange);

        assertThat(written).containsExactly(page);
        assertThat(serviceTitan.options.get("warehouse-pipeline")).containsEntry("unit", "page")
                .containsEntry("initialPosition", "beginning");
    }

    private Exchange job(long id) {
        Map<String, Object> job = Map.of("id", id, "customerId", 11L, "locationId", 12L, "jobTypeId", 13L);
        Exchange exchange = new DefaultExchange(context);
        Map.of("tenant", "acme", "connection", "acme-slack", "channel", "#dispatch", "threshold", new BigDecimal("5000"),
                "jobTypes", List.of(), "tags", List.of(), "zones", List.of(), "postalCodes", List.of(), "valueByJobType",
                Map.of())
                .forEach(exchange::setVariable);
        exchange.setProperty(DeliveryProperties.STREAM, new StreamKey("acme", "high-value-job-alert", "jpm/jobs"));
        exchange.setProperty(DeliveryProperties.RECORD, job);
        exchange.setProperty(DeliveryProperties.RECORD_ID, Long.toString(id));
        exchange.getIn().setBody(job);
        return exchange;
    }

    private Exchange handOn(Exchange exchange) throws Exception {
        return handOn("high-value-job-alert", exchange);
    }

    private Exchange handOn(String flow, Exchange exchange) throws Exception {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        serviceTitan.handOn(flow, exchange, doneSync -> done.complete(exchange));
        return done.get(20, TimeUnit.SECONDS);
    }
}
