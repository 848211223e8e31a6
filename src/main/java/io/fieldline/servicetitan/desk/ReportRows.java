package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Label;
import io.fieldline.agent.tool.Quoted;
import io.fieldline.servicetitan.accounting.Html;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * Rows of a report by the names of their columns. Nothing says which columns are about persons: a text counts as a person's
 * name unless it has the form of something else, or its column is about a thing. A policy that hides names so hides rather
 * too much than too little.
 */
final class ReportRows {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[\\d\\s().-]{7,20}");
    private static final Pattern PHONE_COLUMN = Pattern.compile("(?i).*(phone|mobile|fax|caller|cell).*");
    private static final Pattern ADDRESS_COLUMN = Pattern
            .compile("(?i).*(address|street|city|state|zip|postal|country|latitude|longitude).*");
    private static final Pattern WRITTEN_COLUMN = Pattern.compile("(?i).*(note|memo|summary|comment|description|reason).*");
    private static final Pattern PERSON_COLUMN = Pattern
            .compile("(?i).*(customer|contact|technician|employee|person|agent|owner|member|by|to)( ?name)?$");
    private static final Pattern THING_COLUMN = Pattern.compile(
            "(?i).*(status|type|business ?unit|campaign|category|code|sku|item|zone|tag|currency|trade|priority|date|time"
                    + "|month|week|year|day|period)$");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

    /** Of digits that are a telephone number, a zip code or a place on the map; shorter ones count something. */
    private static final int SHORTEST_NUMBER = 5;

    private record Column(int index, String name, String label) {}

    private final JsonNode declared;
    private final List<String> wanted;

    /** @param wanted names or labels of columns; none for all */
    ReportRows(JsonNode declared, List<String> wanted) {
        this.declared = declared;
        this.wanted = wanted;
        // Before the report is run, which is possible but once a minute.
        columns(declared);
    }

    static Shape shape() {
        return Shape.object().with("fields", "object", "").list("names", found("name")).list("phones", found("phone"))
                .list("emails", found("email")).list("addresses", found("address"))
                .list("texts", Shape.object().plain("at").quoted("value"));
    }

    private static Shape found(String kind) {
        return Shape.object().plain("at").personal("value", kind);
    }

    /** @param data as the report was answered, with the columns that it has now */
    ObjectNode shown(JsonNode data) {
        List<Column> columns = columns(data.path("fields").isEmpty() ? declared : data.path("fields"));
        JsonNode rows = data.path("data");
        long total = data.path("totalCount").asLong(rows.size());
        ObjectNode answer = Trees.object().put("total", total);
        ArrayNode items = answer.putArray("items");
        int size = 0;
        for (JsonNode row : rows) {
            ObjectNode shown = row(columns, row);
            size += Trees.bytes(shown).length;
            if (size > Listing.SIZE) {
                break;
            }
            items.add(shown);
        }
        ArrayNode heads = answer.putArray("columns");
        columns.forEach(column -> heads.addObject().put("name", column.name()).set("label", Quoted.of(column.label())));
        if (items.size() < total || data.path("hasMore").asBoolean()) {
            answer.put("leftOut", total - items.size()
                    + " more rows, which would be too long together; ask for fewer columns, or narrow the parameters");
        }
        return answer;
    }

    private List<Column> columns(JsonNode fields) {
        List<Column> all = new ArrayList<>();
        for (int index = 0; index < fields.size(); index++) {
            all.add(new Column(index, fields.get(index).path("name").asText(), fields.get(index).path("label").asText()));
        }
        if (wanted.isEmpty()) {
            return all;
        }
        List<Column> chosen = new ArrayList<>();
        for (String name : wanted) {
            chosen.add(all.stream().filter(column -> column.name().equalsIgnoreCase(name)
                    || column.label().equalsIgnoreCase(name)).findFirst()
                    .orElseThrow(() -> Args.wrong("columns", "must be of " + String.join(", ",
                            all.stream().map(Column::name).toList()))));
        }
        return chosen;
    }

    private static ObjectNode row(List<Column> columns, JsonNode row) {
        ObjectNode shown = Trees.object();
        for (Column column : columns) {
            JsonNode value = row.path(column.index());
            if (!value.isMissingNode() && !value.isNull() && !(value.isTextual() && value.asText().isBlank())) {
                put(shown, column, value);
            }
        }
        return shown;
    }

    private static void put(ObjectNode shown, Column column, JsonNode value) {
        String kind = kind(column, value);
        if (kind.isEmpty()) {
            shown.withObject("/fields").set(column.name(), value);
        } else if (kind.equals("texts")) {
            shown.withArrayProperty(kind).addObject().put("at", column.name()).set("value",
                    Quoted.of(Html.plain(value.asText())));
        } else {
            shown.withArrayProperty(kind).addObject().put("at", column.name()).put("value",
                    Label.of(value.isContainerNode() ? value.toString() : value.asText()));
        }
    }

    /** Where it is shown; empty for what is about nobody. */
    private static String kind(Column column, JsonNode value) {
        String text = value.asText();
        if (value.isBoolean() || value.isNumber() && text.length() < SHORTEST_NUMBER) {
            return "";
        }
        if (about(PHONE_COLUMN, column)) {
            return "phones";
        }
        if (about(ADDRESS_COLUMN, column)) {
            return "addresses";
        }
        boolean ofAThing = PhoneLike.ofAThing(column.name()) || PhoneLike.ofAThing(column.label());
        if (PhoneLike.is(value) && !ofAThing) {
            return "phones";
        }
        if (value.isNumber()) {
            return "";
        }
        if (EMAIL.matcher(text).matches()) {
            return "emails";
        }
        if (about(WRITTEN_COLUMN, column)) {
            return "texts";
        }
        if (about(PERSON_COLUMN, column)) {
            return "names";
        }
        if (DATE.matcher(text).matches()) {
            return "";
        }
        if (ofAThing || about(THING_COLUMN, column)) {
            return text.matches("\\S{1,64}") ? "" : "texts";
        }
        return PHONE.matcher(text).matches() ? "phones" : "names";
    }

    private static boolean about(Pattern pattern, Column column) {
        return pattern.matcher(column.name()).matches() || pattern.matcher(column.label()).matches();
    }
}
