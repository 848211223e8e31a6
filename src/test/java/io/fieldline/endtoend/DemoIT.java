package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    Path folder;

    @Test
    void endsByItselfAndEveryNumberAddsUp() {
        try (Installation installation = new Installation(folder)) {
            long before = System.nanoTime();
            FieldlineProcess demo = installation.command(Duration.ofMinutes(3), "demo", "--once", "--seconds", "8", "--jobs",
                    "100");
            assertThat(demo.exitCode()).as(demo.transcript()).isZero();
            assertThat(demo.output()).as(demo.transcript()).contains("Every number adds up", "warehouse-pipeline",
                    "high-value-job-alert",
                    "review-request-sms", " e-mails went to the customers of lakeside who may get them, once each");
            assertThat(demo.errors()).contains("review request by text", "answers STOP", "waits until", "NO_WRITTEN_CONSENT",
                    "DO_NOT_TEXT", "NO_RECIPIENT", "OPTED_OUT", "no-charge", "reminder 1 by e-mail", "reminder 3 by text",
                    " renews");
            Figures.print("demo --once --seconds 8 --jobs 100", "%.1f s, exit code %d: %s", (System.nanoTime() - before) / 1e9,
                    demo.exitCode(), demo.outputLines().get(demo.outputLines().size() - 1));
        }
    }
}
