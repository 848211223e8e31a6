package io.fieldline.sandbox.quickbooks;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * <code>select … from … where … and … orderby … startposition n maxresults n</code>. As in QuickBooks there is no OR, no NOT and
 * nothing in parentheses but a list, and inactive names come only when <code>Active</code> is asked for.
 */
final class QueryParser {

    private static final Set<String> OPERATORS = Set.of("=", "<", "<=", ">", ">=", "like", "in");
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final List<String> tokens;
    private final ZoneId zone;
    private EntityKind kind;
    private boolean asksForActive;
    private int at;

    QueryParser(String query, ZoneId zone) {
        this.tokens = QueryLexer.tokens(query);
        this.zone = zone;
    }

    /** @throws Refusal with code 4000 where it cannot be read, 4001 where it asks what cannot be asked */
    Query parse() {
        expect("select");
        List<String> columns = columns();
        boolean count = columns.equals(List.of("count"));
        expect("from");
        String name = next();
        kind = EntityKind.named(name)
                .orElseThrow(() -> Refusal.invalidQuery("Entity " + name + " is not one that can be queried"));
        List<String> shown = count || columns.equals(List.of("*")) ? List.of() : columns;
        shown.forEach(this::checkColumn);
        Predicate<ObjectNode> where = accept("where") ? conditions() : record -> true;
        if (!asksForActive) {
            where = where.and(record -> record.path("Active").asBoolean(true));
        }
        Comparator<ObjectNode> order = ordered();
        int start = accept("startposition") ? number(Integer.MAX_VALUE) : 1;
        int most = accept("maxresults") ? number(LARGEST_PAGE) : USUAL_PAGE;
        if (at < tokens.size()) {
            throw unexpected(tokens.get(at));
        }
        return new Query(kind, count, shown, where, order, start, most);
    }

    private List<String> columns() {
        if (accept("*")) {
            return List.of("*");
        }
        if (accept("count")) {
            expect("(");
            expect("*");
            expect(")");
            return List.of("count");
        }
        List<String> columns = new ArrayList<>();
        do {
            columns.add(next());
        } while (accept(","));
        return columns;
    }

    private void checkColumn(String column) {
        if (!KnownProperties.known(kind, column.replaceFirst("\\..*", ""))) {
            throw Refusal.invalidQuery("Property " + column + " not found for Entity " + kind.apiName());
        }
    }

    private Predicate<ObjectNode> conditions() {
        Predicate<ObjectNode> all = condition();
        while (accept("and")) {
            all = all.and(condition());
        }
        return all;
    }

    private Predicate<ObjectNode> condition() {
        String property = next();
        asksForActive |= property.equals("Active");
        QueryColumn column = new QueryColumn(kind, property, zone);
        String operator = next().toLowerCase(Locale.ROOT);
        if (!OPERATORS.contains(operator)) {
            throw unexpected(operator);
        }
        return operator.equals("in") ? column.among(list()) : column.compared(operator, literal());
    }

    private List<String> list() {
        expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(literal());
        } while (accept(","));
        expect(")");
        return values;
    }

    private String literal() {
        String token = next();
        if (token.startsWith("'")) {
            return QueryLexer.unquoted(token);
        }
        if (token.matches("(?i)true|false|-?\\d+(\\.\\d+)?")) {
            return token;
        }
        throw unexpected(token);
    }

    private Comparator<ObjectNode> ordered() {
        boolean asked = accept("orderby");
        if (!asked && accept("order")) {
            expect("by");
            asked = true;
        }
        Comparator<ObjectNode> byId = new QueryColumn(kind, "Id", zone).order();
        if (!asked) {
            return byId;
        }
        Comparator<ObjectNode> order = oneOrder();
        while (accept(",")) {
            order = order.thenComparing(oneOrder());
        }
        return order.thenComparing(byId);
    }

    private Comparator<ObjectNode> oneOrder() {
        Comparator<ObjectNode> order = new QueryColumn(kind, next(), zone).order();
        if (accept("desc")) {
            return order.reversed();
        }
        accept("asc");
        return order;
    }

    private int number(int most) {
        String token = next();
        if (!token.matches("\\d{1,9}") || Integer.parseInt(token) < 1) {
            throw unexpected(token);
        }
        int number = Integer.parseInt(token);
        if (number > most) {
            throw Refusal.invalidQuery("value " + number + " is too large. Max allowed value is " + most + ".");
        }
        return number;
    }

    private String next() {
        if (at == tokens.size()) {
            throw Refusal.query("Encountered \"<EOF>\"; the query is not complete");
        }
        return tokens.get(at++);
    }

    private boolean accept(String word) {
        boolean there = at < tokens.size() && tokens.get(at).equalsIgnoreCase(word);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        String token = next();
        if (!token.equalsIgnoreCase(word)) {
            throw unexpected(token);
        }
    }

    private static Refusal unexpected(String token) {
        return Refusal.query("Encountered \"" + token + "\"");
    }
}
