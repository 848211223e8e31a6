package io.fieldline.servicetitan.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of time, and what is left of them. */
final class Spans {

    /** From, to: the end is not part of it. */
    record Span(Instant from, Instant to) {

        Duration length() {
            return Duration.between(from, to);
        }
    }

    private Spans() {}

    /** What of each lies within; nothing of those that do not touch it. */
    static List<Span> within(List<Span> spans, Instant from, Instant to) {
        return spans.stream().map(span -> new Span(later(span.from(), from), earlier(span.to(), to)))
                .filter(span -> span.from().isBefore(span.to())).sorted(Comparator.comparing(Span::from)).toList();
    }

    /** What is left when the taken stretches are taken away. */
    static List<Span> minus(List<Span> spans, List<Span> taken) {
        List<Span> left = spans;
        for (Span one : taken) {
            List<Span> next = new ArrayList<>();
            for (Span span : left) {
                next.addAll(within(List.of(span), Instant.MIN, one.from()));
                next.addAll(within(List.of(span), one.to(), Instant.MAX));
            }
            left = next;
        }
        return left;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
