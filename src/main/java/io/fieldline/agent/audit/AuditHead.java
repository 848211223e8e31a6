package io.fieldline.agent.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

import io.fieldline.failure.RetryLaterException;

/**
 * The file that remembers how far the audit got, beside the store, so that an audit whose end was cut off is noticed. It may be
 * behind the store after a crash, and is never ahead of it.
 */
public final class AuditHead {

    /** Its name in the data folder. */
    public static final String FILE = "agent-audit.head";

    private final Path file;
    private final Consumer<String> alarm;
    private boolean looked;
    private boolean fits;
    private Optional<Mark> known = Optional.empty();

    /** @param alarm is told once, when the store does not hold any more what it held */
    public AuditHead(Path folder, Consumer<String> alarm) {
        this.file = folder.resolve(FILE);
        this.alarm = alarm;
    }

    /** The number of an entry and its hash. */
    public record Mark(long number, String hash) {}

    /** @return empty when there is none, or it cannot be understood */
    Optional<Mark> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(file).strip().split(" ");
            return parts.length == 2 && parts[0].matches("\\d{1,18}")
                    ? Optional.of(new Mark(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A file that does not fit the store is left as it is: it is the evidence. So it is when the store stops to fit it. */
    synchronized void advance(AuditEntry entry, AuditStore store) {
        if (!looked) {
            known = read();
            fits = true;
            looked = true;
        }
        if (fits && known.filter(mark -> !holds(store, mark)).isPresent()) {
            fits = false;
            alarm.accept("The audit of agents was altered: the store does not hold entry " + known.get().number()
                    + " any more as " + file + " knows it; ./fieldline audit verify says more");
        }
        if (fits && entry.number() > known.map(Mark::number).orElse(0L)) {
            write(entry);
        }
    }

    private static boolean holds(AuditStore store, Mark mark) {
        return store.find(mark.number()).filter(entry -> entry.hash().equals(mark.hash())).isPresent();
    }

    private void write(AuditEntry entry) {
        try {
            Path next = file.resolveSibling(FILE + ".next");
            Files.writeString(next, entry.number() + " " + entry.hash() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            known = Optional.of(new Mark(entry.number(), entry.hash()));
        } catch (IOException e) {
            throw new RetryLaterException("how far the audit got could not be written to " + file + ": "
                    + e.getClass().getSimpleName(), e);
        }
    }
}
