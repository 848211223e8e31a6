package io.fieldline.published;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of a list: filtered by ids, dates, activity and parents, sorted, with the total only where it was asked for. */
final class ListAnswer {

    private static final Pattern PARENT = Pattern.compile("[a-z]+Id");
    private static final String DEFAULT_SIZE = "50";
    private static final int WHOLE = 1_000_000;

    private final DocumentedOperation operation;
    private final Collection collection;
    private final Call call;

    ListAnswer(DocumentedOperation operation, Collection collection, Call call) {
        this.operation = operation;
        this.collection = collection;
        this.call = call;
    }

    String json() {
        int first = operation.queryTypes().containsKey("page") && firstPageIsZero() ? 0 : 1;
        int page = Integer.parseInt(call.parameter("page", String.valueOf(first)));
        // What has no pages is answered whole.
        int size = operation.queryTypes().containsKey("pageSize")
                ? Integer.parseInt(call.parameter("pageSize", DEFAULT_SIZE))
                : WHOLE;
        boolean counted = "true".equals(call.parameter("includeTotal", "false"));
        List<Row> rows = selected().skip((long) (page - first) * size).limit(size + 1L).toList();
        StringBuilder out = new StringBuilder(rows.size() * 1_200 + 100);
        if (!operation.isArray()) {
            out.append("{\"page\":").append(page).append(",\"pageSize\":").append(size).append(",\"hasMore\":")
                    .append(rows.size() > size).append(",\"totalCount\":").append(counted ? selected().count() : null)
                    .append(",\"data\":");
        }
        out.append('[');
        for (Row row : rows.subList(0, Math.min(size, rows.size()))) {
            Shapes.write(out.append(out.charAt(out.length() - 1) == '[' ? "" : ","), collection.name(), row, false);
        }
        return out.append(operation.isArray() ? "]" : "]}").toString();
    }

    private boolean firstPageIsZero() {
        return operation.path().endsWith("/business-units/intacct");
    }

    private Stream<Row> selected() {
        Stream<Row> rows = collection.all().filter(row -> !row.deleted()).filter(ids()).filter(activity())
                .filter(since("modifiedOnOrAfter", Row::modifiedOn)).filter(before("modifiedBefore", Row::modifiedOn))
                .filter(since("createdOnOrAfter", Row::createdOn)).filter(before("createdBefore", Row::createdOn))
                .filter(parents());
        String sort = call.parameter("sort", "+Id");
        Comparator<Row> order = switch (sort.substring(1)) {
            case "ModifiedOn" -> Comparator.comparing(Row::modifiedOn).thenComparingLong(Row::id);
            case "CreatedOn" -> Comparator.comparing(Row::createdOn).thenComparingLong(Row::id);
            default -> Comparator.comparingLong(Row::id);
        };
        return "+Id".equals(sort) ? rows : rows.sorted(sort.startsWith("-") ? order.reversed() : order);
    }

    private Predicate<Row> ids() {
        String ids = call.parameter("ids", null);
        if (ids == null) {
            return row -> true;
        }
        Set<Long> wanted = Arrays.stream(ids.split(",")).map(Long::valueOf).collect(Collectors.toSet());
        return row -> wanted.contains(row.id());
    }

    /** Without a word inactive rows stay away. */
    private Predicate<Row> activity() {
        Map<String, String> types = operation.queryTypes();
        String wanted = types.containsKey("active")
                ? call.parameter("active", "True")
                : types.containsKey("activeState")
                        ? call.parameter("activeState", "ActiveOnly")
                        : types.containsKey("includeInactive") ? call.parameter("includeInactive", "false") : "Any";
        return switch (wanted) {
            case "True", "ActiveOnly", "false" -> Row::active;
            case "False", "InactiveOnly" -> row -> !row.active();
            default -> row -> true;
        };
    }

    private interface Moment {
        Instant of(Row row);
    }

    private Predicate<Row> since(String parameter, Moment moment) {
        String text = call.parameter(parameter, null);
        Instant start = text == null ? Instant.MIN : OffsetDateTime.parse(text).toInstant();
        return row -> !moment.of(row).isBefore(start);
    }

    private Predicate<Row> before(String parameter, Moment moment) {
        String text = call.parameter(parameter, null);
        Instant end = text == null ? Instant.MAX : OffsetDateTime.parse(text).toInstant();
        return row -> moment.of(row).isBefore(end);
    }

    private Predicate<Row> parents() {
        List<String> wanted = call.parameters().entrySet().stream().filter(one -> PARENT.matcher(one.getKey()).matches())
                .map(one -> "\"" + one.getKey() + "\":" + one.getValue().get(0)).toList();
        return row -> {
            StringBuilder json = new StringBuilder();
            if (!wanted.isEmpty()) {
                Shapes.write(json, collection.name(), row, false);
            }
            return wanted.stream()
                    .allMatch(field -> json.indexOf(field + ",") > 0 || json.indexOf(field + "}") > 0);
        };
    }
}
