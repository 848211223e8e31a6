package io.fieldline.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.HandClock;

class RecurringTest {

    private final Logger log = Logger.getLogger(Recurring.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private final HandClock clock = new HandClock();
    private final Recurring recurring = new Recurring("counting", Duration.ofHours(1), "acme", "invoice-to-books");
    private RuntimeException problem;
    private int runs;

    @BeforeEach
    void listen() {
        log.addHandler(handler);
    }

    @AfterEach
    void leave() {
        log.removeHandler(handler);
    }

    private void after(Duration time) {
        clock.advance(time);
        recurring.run(clock, () -> {
            runs++;
            if (problem != null) {
                throw problem;
            }
        });
    }

    @Test
    void itIsDueAgainAfterItsPeriodOrWhenItIsHurried() {
        after(Duration.ZERO);
        after(Duration.ofMinutes(59));
        assertThat(runs).isEqualTo(1);
        after(Duration.ofMinutes(1));
        assertThat(runs).isEqualTo(2);
        recurring.hurry();
        after(Duration.ZERO);
        assertThat(runs).isEqualTo(3);
    }

    @Test
    void aFailureIsSaidOnceWithTenantFlowAndReasonAndSoIsItsEnd() {
        problem = new TenantUnavailableException("the account is closed");
        for (int turn = 0; turn < 100; turn++) {
            after(Duration.ofSeconds(10));
        }
        assertThat(lines).singleElement().asString()
                .contains("counting", "the account is closed", "tenant=acme flow=invoice-to-books");
        problem = new RetryLaterException("it is busy", null);
        after(Duration.ofMinutes(5));
        assertThat(lines).hasSize(2).last().asString().contains("it is busy");
        problem = null;
        after(Duration.ofMinutes(5));
        assertThat(lines).hasSize(3).last().asString().contains("works again", "counting", "tenant=acme");
    }

    @Test
    void itWaitsAsLongAsTheOtherSideAsks() {
        problem = new RetryLaterException("it is busy", Duration.ofMinutes(20), null);
        after(Duration.ZERO);
        after(Duration.ofMinutes(19));
        assertThat(runs).isEqualTo(1);
        after(Duration.ofMinutes(1));
        assertThat(runs).isEqualTo(2);
    }
}
