package io.fieldline.sandbox.salesforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * SELECT … FROM … WHERE … ORDER BY … LIMIT, as in "SOQL and SOSL Reference". AND and OR do not mix without
 * parentheses, as there.
 */
final class SoqlParser {

    private static final Set<String> OPERATORS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=", "like", "in", "not");

    private final Org org;
    private final Records records;
    private final List<String> tokens;
    private ObjectType type;
    private int at;

    SoqlParser(Org org, Records records, String soql) {
        this.org = org;
        this.records = records;
        this.tokens = SoqlLexer.tokens(soql);
    }

    SoqlQuery parse() {
        expect("select");
        List<String> asked = selected();
        expect("from");
        String object = next();
        try {
            type = org.known(object);
        } catch (ApiError e) {
            throw new ApiError(400, "INVALID_TYPE", "sObject type '" + object + "' is not supported.");
        }
        asked.forEach(this::column);
        Predicate<Row> where = accept("where") ? either() : row -> true;
        Comparator<Row> order = accept("order") ? order() : Comparator.comparing(Row::id);
        int limit = accept("limit") ? limit() : Integer.MAX_VALUE;
        if (at < tokens.size()) {
            throw unexpected(tokens.get(at));
        }
        return new SoqlQuery(type, asked, where, order, limit);
    }

    private List<String> selected() {
        if (peek().equalsIgnoreCase("count")) {
            next();
            expect("(");
            expect(")");
            return List.of();
        }
        List<String> fields = new ArrayList<>();
        do {
            String field = next();
            if (fields.stream().anyMatch(field::equalsIgnoreCase)) {
                throw new ApiError(400, "INVALID_FIELD", "duplicate field selected: " + field);
            }
            fields.add(field);
        } while (accept(","));
        return fields;
    }

    private Predicate<Row> either() {
        Predicate<Row> condition = condition();
        String joint = peek().toLowerCase(Locale.ROOT);
        while (joint.equals("and") || joint.equals("or")) {
            if (!accept(joint)) {
                break;
            }
            Predicate<Row> more = condition();
            condition = joint.equals("and") ? condition.and(more) : condition.or(more);
            if (Set.of("and", "or").contains(peek().toLowerCase(Locale.ROOT)) && !peek().equalsIgnoreCase(joint)) {
                throw unexpected(peek());
            }
        }
        return condition;
    }

    private Predicate<Row> condition() {
        if (accept("not")) {
            return condition().negate();
        }
        if (accept("(")) {
            Predicate<Row> inner = either();
            expect(")");
            return inner;
        }
        SoqlColumn column = column(next());
        String operator = next().toLowerCase(Locale.ROOT);
        if (!OPERATORS.contains(operator)) {
            throw unexpected(operator);
        }
        if (operator.equals("not")) {
            expect("in");
            return column.among(list(column)).negate();
        }
        return operator.equals("in") ? column.among(list(column)) : column.compared(operator, literal(column));
    }

    private List<JsonNode> list(SoqlColumn column) {
        expect("(");
        List<JsonNode> values = new ArrayList<>();
        do {
            values.add(literal(column));
        } while (accept(","));
        expect(")");
        return values;
    }

    private JsonNode literal(SoqlColumn column) {
        String token = next();
        JsonNode value = value(token);
        column.checkLiteral(token, value);
        return value;
    }

    private static JsonNode value(String token) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (token.startsWith("'")) {
            return json.textNode(SoqlLexer.unquoted(token));
        }
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "null" -> json.nullNode();
            case "true" -> json.booleanNode(true);
            case "false" -> json.booleanNode(false);
            default -> {
                if (!Character.isDigit(token.charAt(token.length() - 1)) && !token.endsWith("Z")) {
                    throw unexpected(token);
                }
                yield json.textNode(token);
            }
        };
    }

    private Comparator<Row> order() {
        expect("by");
        Comparator<Row> order = null;
        do {
            SoqlColumn column = column(next());
            boolean backwards = accept("desc");
            if (!backwards) {
                accept("asc");
            }
            if (accept("nulls") && !accept("last")) {
                expect("first");
            }
            Comparator<Row> one = backwards ? column.order().reversed() : column.order();
            order = order == null ? one : order.thenComparing(one);
        } while (accept(","));
        return order.thenComparing(Row::id);
    }

    private int limit() {
        String number = next();
        if (!number.matches("\\d{1,9}")) {
            throw unexpected(number);
        }
        return Integer.parseInt(number);
    }

    private SoqlColumn column(String name) {
        return SoqlColumn.of(org, records, type, name);
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at == tokens.size()) {
            throw ApiError.malformedQuery("unexpected end of query");
        }
        return tokens.get(at++);
    }

    private boolean accept(String word) {
        boolean there = peek().equalsIgnoreCase(word);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        String token = next();
        if (!token.equalsIgnoreCase(word)) {
            throw unexpected(token);
        }
    }

    private static ApiError unexpected(String token) {
        return ApiError.malformedQuery("unexpected token: '" + token + "'");
    }
}
