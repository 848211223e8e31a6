package io.fieldline.store;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.RecordNames;

/**
 * What agents wanted to do and what takes back what they did, as far as it may be a customer's: whatever has a number of one of
 * the customer's records in it, wherever. Better one undo too few than a person kept.
 */
final class AgentTraces {

    private AgentTraces() {}

    static int erasePlans(StateDatabase database, String tenant, CustomerTrail trail) {
        Pattern numbers = numbers(trail);
        List<String> found = database
                .query("select id, shown from agent_plan where tenant = ?",
                        row -> new Row<>(row.getString(1), row.getString(2)),
                        tenant)
                .stream().filter(row -> numbers.matcher(row.text()).find()).map(Row::key).toList();
        return found.stream().mapToInt(id -> database.update("delete from agent_plan where id = ?", id)).sum();
    }

    static int eraseUndos(StateDatabase database, String tenant, CustomerTrail trail) {
        Pattern numbers = numbers(trail);
        List<Long> found = database
                .query("select entry, recipe from agent_undo where tenant = ?",
                        row -> new Row<>(row.getLong(1), row.getString(2)),
                        tenant)
                .stream().filter(row -> numbers.matcher(row.text()).find()).map(Row::key).toList();
        return found.stream().mapToInt(entry -> database.update("delete from agent_undo where entry = ?", entry)).sum();
    }

    private record Row<T>(T key, String text) {}

    /** The customer itself is always among them. */
    private static Pattern numbers(CustomerTrail trail) {
        return Pattern.compile(RecordNames.kinds().stream().flatMap(kind -> trail.ids(kind).stream()).distinct()
                .map(Pattern::quote).collect(Collectors.joining("|", "(?<!\\d)(?:", ")(?!\\d)")));
    }
}
