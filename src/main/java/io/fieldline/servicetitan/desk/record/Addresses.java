package io.fieldline.servicetitan.desk.record;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Addresses on one line. */
public final class Addresses {

    private Addresses() {}

    /** Empty where there is none. */
    public static Optional<String> line(JsonNode address) {
        String line = Stream.of("street", "unit", "city", "state", "zip").map(part -> Trees.text(address, part).strip())
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
