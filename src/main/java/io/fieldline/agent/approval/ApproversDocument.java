package io.fieldline.agent.approval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

/**
 * <code>config/approvers.yaml</code>, kept in step with the file. When it is refused, its last good version stays; when it goes,
 * nobody is told any more.
 */
public final class ApproversDocument {

    private static final byte[] NOTHING = {};

    private final Path file;
    private final Consumer<String> refusals;
    private byte[] noticed = NOTHING;
    private byte[] applied = NOTHING;
    private volatile Optional<Approvers> current = Optional.empty();
    private volatile List<DocumentProblem> problems = List.of();

    /** @param refusals is told once of each refused version */
    public ApproversDocument(ConfigurationFolder folder, Consumer<String> refusals) {
        this.file = folder.approvers();
        this.refusals = refusals;
    }

    /** Empty when there is no such document, so that nobody is told. */
    public Optional<Approvers> current() {
        return current;
    }

    public List<DocumentProblem> problems() {
        return problems;
    }

    /** Takes the file as it is now. */
    public synchronized void rescan() {
        noticed = content();
        apply(noticed);
    }

    /** One look: the file takes effect once two looks in a row found it the same, so that it is not taken half written. */
    public synchronized void scan() {
        byte[] now = content();
        if (Arrays.equals(now, noticed) && !Arrays.equals(now, applied)) {
            apply(now);
        }
        noticed = now;
    }

    private byte[] content() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : NOTHING;
        } catch (IOException unreadable) {
            return NOTHING;
        }
    }

    private void apply(byte[] content) {
        applied = content;
        if (content.length == 0 && !Files.exists(file)) {
            current = Optional.empty();
            problems = List.of();
            return;
        }
        ApproversReader.Outcome outcome = ApproversReader.read(file.getFileName().toString(), content);
        outcome.approvers().ifPresent(good -> current = Optional.of(good));
        problems = outcome.problems();
        if (!problems.isEmpty()) {
            refusals.accept(file.getFileName() + (current.isPresent()
                    ? " was refused, its last good version stays in effect: "
                    : " was refused: ")
                    + problems.stream().map(DocumentProblem::message).collect(Collectors.joining("; ")));
        }
    }
}
