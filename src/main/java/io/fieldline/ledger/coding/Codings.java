package io.fieldline.ledger.coding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

/**
 * The codings of tenants, one file each in <code>config/accounting/</code>. A file is looked at whenever its coding is asked
 * for and read anew when it changed; while it is wrong the last good version stays in use.
 */
public final class Codings {

    private static final String SUFFIX = ".yaml";

    private final Path folder;
    private final Consumer<String> refusals;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** What was read last; the good coding may come from an earlier reading. */
    private record Known(byte[] content, Optional<Coding> good, List<DocumentProblem> problems) {}

    /** @param refusals is told once of each refused version of a coding whose last good version stays in use */
    public Codings(ConfigurationFolder folder, Consumer<String> refusals) {
        this.folder = folder.config().resolve("accounting");
        this.refusals = refusals;
    }

    /**
     * A tenant's coding as its file is now, or as it was when it was last right.
     *
     * @throws MisconfiguredException when there is no file, or when it never was right; the message holds every problem
     */
    public Coding coding(String tenant) {
        Known now = look(tenant);
        return now.good().orElseThrow(() -> new MisconfiguredException(messages(now.problems())));
    }

    /** All that is wrong with a tenant's file now; empty when it is in effect. */
    public List<DocumentProblem> problems(String tenant) {
        return look(tenant).problems();
    }

    /** Where a tenant's coding is, or is to be. */
    public Path file(String tenant) {
        return folder.resolve(tenant + SUFFIX);
    }

    private Known look(String tenant) {
        return known.compute(tenant, (name, before) -> {
            byte[] content = content(file(name));
            return before != null && Arrays.equals(before.content(), content) ? before : read(name, content, before);
        });
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new MisconfiguredException(file + ": must be there, with the coding of the tenant's documents", missing);
        } catch (IOException unreadable) {
            throw new MisconfiguredException(file + ": must be readable", unreadable);
        }
    }

    private Known read(String tenant, byte[] content, Known before) {
        CodingReader.Outcome outcome = CodingReader.read(file(tenant).toString(), content);
        Optional<Coding> good = outcome.coding().or(() -> before == null ? Optional.empty() : before.good());
        if (!outcome.problems().isEmpty() && good.isPresent()) {
            refusals.accept("The coding of " + tenant + " was refused, its last good version stays in effect: "
                    + messages(outcome.problems()));
        }
        return new Known(content, good, outcome.problems());
    }

    private static String messages(List<DocumentProblem> problems) {
        return problems.stream().map(DocumentProblem::message).collect(Collectors.joining("; "));
    }
}
