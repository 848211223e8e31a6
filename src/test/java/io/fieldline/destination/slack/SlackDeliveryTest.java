package io.fieldline.destination.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.util.Map;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.slack.SlackSettings;
import io.fieldline.sandbox.slack.SlackStandIn;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

class SlackDeliveryTest {

    private final SlackStandIn slack = SlackStandIn.start(SlackSettings.usual());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate route;

    @BeforeEach
    void start() {
        camel.addComponent("slack-acme-slack", new SlackConnectionComponent(connection(SlackSettings.TOKEN)));
        camel.addComponent("slack-acme-wrong", new SlackConnectionComponent(connection("xoxb-somebody-else")));
        camel.start();
        route = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        slack.close();
    }

    @Test
    void aJobAlertArrivesWithItsBlocksAndTheBookingLink() throws Exception {
        Exchange exchange = alert();

        route.send("slack-acme-slack:#dispatch", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(slack.messages()).hasSize(1);
        assertThat(slack.messages().get(0).text()).isEqualTo("$12,345.60 job booked: J-7");
        assertThat(slack.messages().get(0).blocks().toString())
                .contains("Ada &amp; Sons", "Water heater", "12 Elm St, Naperville, IL, 60540",
                        "https://go.servicetitan.com/#/Job/Index/7", "leaks &lt;badly&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void aJobWithoutAValueIsNotSaidToBeWorthNothing() {
        Exchange exchange = alert();
        exchange.getIn().setBody(Map.of("id", 7L, "jobNumber", "J-7"));
        exchange.setVariable("jobValue", BigDecimal.ZERO);
        new JobAlert().message(exchange);

        route.send("slack-acme-slack:#dispatch", exchange);

        assertThat(slack.messages().get(0).text()).isEqualTo("Job booked: J-7");
        assertThat(slack.messages().get(0).blocks().toString()).contains("not known yet").doesNotContain("$0");
    }

    @Test
    void aMessageThatSlackRefusesIsNoSuccess() {
        Throwable problem = catchThrowable(() -> route.sendBody("slack-acme-wrong:#dispatch", "hello"));

        assertThat(problem).isInstanceOf(CamelExecutionException.class).hasCauseInstanceOf(TenantUnavailableException.class);
        assertThat(problem.getCause()).hasMessageContaining("invalid_auth").hasMessageNotContaining("somebody-else");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void aChannelThatDoesNotExistNeedsAPerson() {
        assertThat(catchThrowable(() -> route.sendBody("slack-acme-slack:#nowhere", "hello"))).cause()
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("channel_not_found");
    }

    @Test
    void anUnreachableSlackIsTriedLater() {
        slack.faults(FaultRates.parse("connection-reset=1"));

        assertThat(catchThrowable(() -> route.sendBody("slack-acme-slack:#dispatch", "hello"))).cause()
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void theProbeTellsAGoodTokenFromABadOneAndSendsNothing() {
        assertThat(new SlackProbe().problem(connection(SlackSettings.TOKEN))).isEmpty();
        assertThat(new SlackProbe().problem(connection("xoxb-somebody-else")))
                .contains("Slack refused the token: invalid_auth");
        assertThat(slack.messages()).isEmpty();
    }

    private Exchange alert() {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getIn()
                .setBody(Map.of("id", 7L, "jobNumber", "J-7", "priority", "High", "summary", "<b>leaks</b> &lt;badly&gt;"));
        exchange.setVariable("jobValue", new BigDecimal("12345.60"));
        exchange.setVariable("customer", Map.of("name", "Ada & Sons"));
        exchange.setVariable("jobType", Map.of("name", "Water heater"));
        exchange.setVariable("location",
                Map.of("address", Map.of("street", "12 Elm St", "city", "Naperville", "state", "IL", "zip", "60540")));
        new JobAlert().message(exchange);
        return exchange;
    }

    private Connection connection(String token) {
        return new Connection("slack", "slack", Map.of("token", Secret.literal(token), "url", slack.url().toString()));
    }
}
