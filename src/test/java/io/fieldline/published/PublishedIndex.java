package io.fieldline.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every operation that ServiceTitan publishes. */
public final class PublishedIndex {

    private static final String FILE = "/published-operations.txt";

    private final List<DocumentedOperation> operations;

    /** An operation and the values of its path's parameters. */
    record Found(DocumentedOperation operation, Map<String, String> values) {}

    private PublishedIndex(List<DocumentedOperation> operations) {
        this.operations = operations;
    }

    static PublishedIndex load() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PublishedIndex.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            // Fixed segments come before parameters: /jobs/cancel-reasons is no job.
            return new PublishedIndex(lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(DocumentedOperation::parse)
                    .sorted(Comparator.comparingInt((DocumentedOperation operation) -> operation.pathTypes().size())
                            .thenComparing(DocumentedOperation::retired))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<DocumentedOperation> operations() {
        return operations;
    }

    /** Every scope that the documents name. */
    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        operations.forEach(operation -> scopes.addAll(List.of(operation.scope().split(" "))));
        scopes.removeAll(Set.of("-", "?"));
        return scopes;
    }

    /** What left the documents is not found. */
    Optional<Found> find(String method, String path) {
        return everFound(method, path).filter(found -> !found.operation().retired());
    }

    /** What left the documents too. */
    Optional<Found> everFound(String method, String path) {
        for (DocumentedOperation operation : operations) {
            Map<String, String> values = operation.method().equals(method) ? operation.match(path) : null;
            if (values != null) {
                return Optional.of(new Found(operation, values));
            }
        }
        return Optional.empty();
    }
}
