package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.ConfigurationFolder;

class RecordErrorsTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final StreamKey KEY = new StreamKey("acme", "work", "jpm/jobs");

    @TempDir
    Path config;

    private final InMemoryDeadLetterStore deadLetters = new InMemoryDeadLetterStore();
    private final CamelContext context = new DefaultCamelContext();
    private final AtomicInteger tries = new AtomicInteger();
    private volatile Processor step = exchange -> {
    };

    @BeforeEach
    void startTheRoute() throws Exception {
        Classification teapot = failure -> failure instanceof IllegalStateException
                && "short and stout".equals(failure.getMessage())
                        ? Optional.of(new TenantUnavailableException("A teapot brews no coffee", failure))
                        : Optional.empty();
        context.getRegistry().bind(RecordErrors.NAME,
                new RecordErrors(new FailureClassifier(List.of(teapot)), deadLetters, Clock.fixed(NOW, ZoneOffset.UTC)));
        context.start();
        FlowLibrary library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());
        new FlowLoader(context, library).load(false);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work").routeId("work").routeConfigurationId("record-errors").process(exchange -> {
                    tries.incrementAndGet();
                    step.process(exchange);
                });
            }
        });
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void parksARejectedRecordAsItWasReadAndGoesOn() {
        step = exchange -> {
            exchange.getMessage().setBody("changed on the way");
            throw new RejectedRecordException("Unknown customer john@example.com");
        };

        Exchange exchange = send(record());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable(DeliveryProperties.OUTCOME)).isEqualTo(DeliveryProperties.PARKED);
        DeadLetter letter = deadLetters.letters.get(0);
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.recordId()).isEqualTo("7");
        assertThat(letter.payload()).isEqualTo("{\"id\":7}");
        assertThat(letter.position()).isEqualTo("p1");
        assertThat(letter.parkedAt()).isEqualTo(NOW);
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.reason()).isEqualTo("Unknown customer j***@***");
        assertThat(tries).hasValue(1);
    }

    @Test
    void parksARecordThatFailedForAReasonNobodyKnows() {
        step = exchange -> {
            throw new IllegalArgumentException("call +1 512 555 0123");
        };

        Exchange exchange = send(record());

        assertThat(exchange.getException()).isNull();
        assertThat(deadLetters.letters).singleElement().extracting(DeadLetter::reason).asString()
                .startsWith("IllegalArgumentException: call").doesNotContain("512 555");
    }

    @Test
    void parksEachRecordOfARejectedPage() {
        step = exchange -> {
            throw new RejectedRecordException("Not a page for us");
        };
        Exchange page = new DefaultExchange(context);
        page.setProperty(DeliveryProperties.STREAM, KEY);
        page.getIn().setBody(new RecordPage("jpm/jobs", List.of(Map.of("id", 1L), Map.of("id", 2L)), null));

        Exchange exchange = send(page);

        assertThat(exchange.getException()).isNull();
        assertThat(deadLetters.letters).extracting(DeadLetter::recordId).containsExactly("1", "2");
    }

    @Test
    void parksOneRecordOfAPageForTheStepThatKnowsIt() {
        DeadLetter known = new DeadLetter("l1", KEY, "7", "john@example.com has no record", "{\"id\":7}", "p1", NOW, 3,
                DeadLetter.Status.PARKED);

        context.getRegistry().lookupByNameAndType(RecordErrors.NAME, RecordErrors.class).park(known);

        assertThat(deadLetters.letters).containsExactly(new DeadLetter("l1", KEY, "7", "j***@*** has no record", "{\"id\":7}",
                "p1", NOW, 3, DeadLetter.Status.PARKED));
    }

    @Test
    void triesABusyDestinationThreeTimesAndThenLeavesItToTheConsumer() {
        step = exchange -> {
            throw new ConnectException("refused");
        };

        Exchange exchange = send(record());

        assertThat(tries).hasValue(3);
        assertThat(exchange.getException()).isInstanceOf(RetryLaterException.class)
                .hasRootCauseInstanceOf(ConnectException.class);
        assertThat(deadLetters.letters).isEmpty();
    }

    @Test
    void goesOnWhenTheSecondTrySucceeds() {
        step = exchange -> {
            if (tries.get() == 1) {
                throw new IOException("reset");
            }
        };

        Exchange exchange = send(record());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable(DeliveryProperties.OUTCOME)).isNull();
        assertThat(tries).hasValue(2);
    }

    @Test
    void doesNotBlockTheCallersThreadWhileItWaitsForTheNextTry() throws Exception {
        CountDownLatch handedOn = new CountDownLatch(1);
        CompletableFuture<Thread> secondTry = new CompletableFuture<>();
        step = exchange -> {
            if (tries.get() == 1) {
                throw new RetryLaterException("busy", null);
            }
            // Never reached when the caller has to wait for the second try itself.
            assertThat(handedOn.await(5, TimeUnit.SECONDS)).isTrue();
            secondTry.complete(Thread.currentThread());
        };
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange exchange = record();
        context.getEndpoint("direct:work").createAsyncProducer().process(exchange, doneSync -> done.complete(exchange));
        handedOn.countDown();

        assertThat(done.get(10, TimeUnit.SECONDS).getException()).isNull();
        assertThat(secondTry.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void leavesAnUnavailableTenantAndAWrongConfigurationToTheConsumer() {
        step = exchange -> {
            throw new CamelExecutionException("wrapped", exchange, new TenantUnavailableException("revoked"));
        };
        assertThat(send(record()).getException()).isInstanceOf(TenantUnavailableException.class).hasMessage("revoked");

        step = exchange -> {
            throw new MisconfiguredException("no such mapping");
        };
        assertThat(send(record()).getException()).isInstanceOf(MisconfiguredException.class);

        assertThat(tries).hasValue(2);
        assertThat(deadLetters.letters).isEmpty();
    }

    @Test
    void asksTheAdaptersBeforeItJudgesItself() {
        step = exchange -> {
            throw new IllegalStateException("short and stout");
        };

        assertThat(send(record()).getException()).isInstanceOf(TenantUnavailableException.class)
                .hasMessage("A teapot brews no coffee");
    }

    @Test
    void goesByTheOutermostNameOfAFailure() {
        step = exchange -> {
            throw new RetryLaterException("busy", new RejectedRecordException("inner"));
        };

        assertThat(send(record()).getException()).isInstanceOf(RetryLaterException.class);
        assertThat(deadLetters.letters).isEmpty();
    }

    @Test
    void tellsTheConsumerWhenParkingFails() {
        deadLetters.full = true;
        step = exchange -> {
            throw new RejectedRecordException("no");
        };

        Exchange exchange = send(record());

        assertThat(exchange.getException()).hasMessageContaining("The store is full");
        assertThat(exchange.getVariable(DeliveryProperties.OUTCOME)).isNull();
    }

    @Test
    void leavesARejectedMessageThatIsNoRecordToTheConsumer() {
        step = exchange -> {
            throw new RejectedRecordException("no");
        };

        assertThat(send(new DefaultExchange(context)).getException()).isInstanceOf(RejectedRecordException.class);
        assertThat(deadLetters.letters).isEmpty();
    }

    private Exchange send(Exchange exchange) {
        return context.createProducerTemplate().send("direct:work", exchange);
    }

    private Exchange record() {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(DeliveryProperties.STREAM, KEY);
        exchange.setProperty(DeliveryProperties.RECORD, Map.of("id", 7L));
        exchange.setProperty(DeliveryProperties.RECORD_ID, "7");
        exchange.setProperty(DeliveryProperties.POSITION, "p1");
        exchange.getIn().setBody(Map.of("id", 7L));
        return exchange;
    }
}
