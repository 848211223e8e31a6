package io.fieldline.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class PersonalDataFilterTest {

    private final ExtLogRecord line = new ExtLogRecord(Level.WARN,
            "Trying again: ann@example.com refused tenant=acme flow=warehouse-pipeline", getClass().getName());

    @Test
    void masksTheMessageAndMakesItsMarksFields() {
        new PersonalDataFilter().isLoggable(line);

        assertThat(line.getMessage()).contains("a***@***").doesNotContain("ann@example.com");
        assertThat(line.getMdc("tenant")).isEqualTo("acme");
        assertThat(line.getMdc("flow")).isEqualTo("warehouse-pipeline");
    }

    @Test
    void masksWhatAStackTraceQuotesAndKeepsWhereItHappened() {
        line.setThrown(new IllegalStateException("no answer for (555) 234-1234", new RuntimeException("bob@example.com")));

        new PersonalDataFilter().isLoggable(line);

        StringWriter printed = new StringWriter();
        line.getThrown().printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).contains("java.lang.IllegalStateException: no answer for ***-***-1234",
                "Caused by: java.lang.RuntimeException: b***@***", getClass().getSimpleName())
                .doesNotContain("234-1234 ", "bob@example.com");
    }
}
