package io.fieldline.agent.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import io.fieldline.failure.RetryLaterException;

/**
 * The file that remembers how far the audit got, beside the store, so that an audit whose end was cut off is noticed. It may be
 * behind the store after a crash, and is never ahead of it.
 */
public final class AuditHead {

    /** Its name in the data folder. */
    public static final String FILE = "agent-audit.head";

    private final Path file;
    private boolean looked;
    private boolean fits;
    private long written;

    public AuditHead(Path folder) {
        this.file = folder.resolve(FILE);
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

    /** A file that does not fit the store is left as it is: it is the evidence. */
    synchronized void advance(AuditEntry entry, AuditStore store) {
        if (!looked) {
            fits = read().map(mark -> store.find(mark.number()).filter(known -> known.hash().equals(mark.hash())).isPresent())
                    .orElse(true);
            looked = true;
        }
        if (fits && entry.number() > written) {
            write(entry);
        }
    }

    private void write(AuditEntry entry) {
        try {
            Path next = file.resolveSibling(FILE + ".next");
            Files.writeString(next, entry.number() + " " + entry.hash() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = entry.number();
        } catch (IOException e) {
            throw new RetryLaterException("how far the audit got could not be written to " + file + ": "
                    + e.getClass().getSimpleName(), e);
        }
    }
}
