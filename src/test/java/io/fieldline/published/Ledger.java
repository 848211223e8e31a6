package io.fieldline.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What was asked and how it was answered. */
public final class Ledger {

    private static final Pattern VARYING = Pattern.compile("=[^&]*\\d[^&]*");
    private static final int VIOLATIONS = 500;

    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Map<String, Long> questions = new TreeMap<>();
    private final List<Served> served = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long spoiled;

    /** A question that was answered whole, when it came, and whose it was. */
    public record Served(long tenant, String path, String query, long arrivedAt) {}

    synchronized void answered(long tenant, Call call, DocumentedOperation operation, Answer answer, boolean asItIs) {
        statuses.merge(answer.delivery() == Answer.Delivery.RESET ? 0 : answer.status(), 1L, Long::sum);
        if (operation != null) {
            questions.merge(answer.status() + " " + operation.method() + " " + operation.path() + " "
                    + VARYING.matcher(call.query().replaceAll("(page|pageSize)=(\\d+)", "$1 $2")).replaceAll("=…"), 1L,
                    Long::sum);
        }
        if (!asItIs) {
            spoiled++;
        } else if (answer.status() == 200) {
            served.add(new Served(tenant, call.path(), call.query(), call.arrivedAt()));
        }
    }

    synchronized void violation(Call call, String text) {
        if (violations.size() < VIOLATIONS) {
            violations
                    .add(call.method() + " " + call.path() + (call.query().isEmpty() ? "" : "?" + call.query()) + ": " + text);
        }
    }

    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    public synchronized Map<Integer, Long> statuses() {
        return new TreeMap<>(statuses);
    }

    /** Each kind of question once, with how often it came. */
    public synchronized List<String> questions() {
        return questions.entrySet().stream().map(one -> one.getValue() + " × " + one.getKey()).toList();
    }

    public synchronized List<Served> served() {
        return List.copyOf(served);
    }

    public synchronized long requests() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized long spoiled() {
        return spoiled;
    }

    /** Appends each kind of question to a file, for a person to read; nothing where no file is named. */
    void write(String file) {
        if (!file.isEmpty()) {
            try {
                Files.write(Path.of(file), questions(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public synchronized void forget() {
        statuses.clear();
        served.clear();
        spoiled = 0;
    }
}
