package io.fieldline.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The application as a process of its own, with what it printed. */
final class FieldlineProcess implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(40);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Thread outputReader;
    private final Thread errorReader;

    FieldlineProcess(ProcessBuilder builder, Consumer<String> eachLine) {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outputReader = follow(process.getInputStream(), line -> {
            output.add(line);
            eachLine.accept(line);
        });
        errorReader = follow(process.getErrorStream(), errors::add);
    }

    private static Thread follow(InputStream stream, Consumer<String> eachLine) {
        Thread thread = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(eachLine);
            } catch (IOException | UncheckedIOException e) {
                System.err.println("The stream of a process that was killed ends as it likes: " + e);
            }
        }, "output of the application");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    FieldlineProcess input(List<String> lines) {
        try (OutputStream input = process.getOutputStream()) {
            input.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits for its end. */
    FieldlineProcess ended(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the application did not end within " + atMost + "\n" + transcript());
            }
            outputReader.join();
            errorReader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return this;
    }

    int exitCode() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        return String.join("\n", output);
    }

    List<String> outputLines() {
        return output;
    }

    String errors() {
        return String.join("\n", errors);
    }

    String transcript() {
        return "--- standard output\n" + output() + "\n--- standard error\n" + errors();
    }

    /** As <code>kill -9</code> does. */
    void kill() {
        process.destroyForcibly();
        ended(LONGEST_END);
    }

    /** As <code>kill</code> does. */
    void stop() {
        process.destroy();
        ended(LONGEST_END);
    }

    /** Resident memory in MiB, as Linux counts it. */
    long residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst().orElseThrow() / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
