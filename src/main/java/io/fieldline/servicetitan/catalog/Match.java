package io.fieldline.servicetitan.catalog;

import java.util.Map;

/**
 * A path recognised as an operation's.
 *
 * @param operation whose path it is
 * @param pathValues what stands in place of its path parameters, still encoded; <code>tenant</code> among them, with the
 *        placeholder itself where the path has one
 */
public record Match(Operation operation, Map<String, String> pathValues) {

    public Match {
        pathValues = Map.copyOf(pathValues);
    }
}
