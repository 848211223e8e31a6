package io.fieldline.ledger.suggest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.AccountType;

/**
 * Rows for what was sold: memberships, then single things whose name the books know, categories, accounts of the general
 * ledger, and last what catches the rest by its type.
 */
final class ItemRows {

    /** What items of each type are often called in books. */
    private static final Map<String, List<String>> TYPES = Map.of("Service", List.of("Services", "Service", "Labor"),
            "Material", List.of("Materials", "Parts"), "Equipment", List.of("Equipment"), "PriceModifier",
            List.of("Discounts", "Discount"));
    private static final int MOST_OPEN = 25;

    private final Collection<String> items;
    private final Collection<String> liabilities;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Optional<String>> matches = new TreeMap<>();
    private int things;
    private int found;

    /** @param items by their full names */
    ItemRows(Collection<String> items, BooksCatalogue books) {
        this.items = items;
        this.liabilities = items.stream()
                .filter(item -> books.accountOf(item).filter(AccountType.LIABILITY::equals).isPresent()).toList();
    }

    Section section(InUse inUse) {
        List<InUse.Sold> memberships = inUse.sold().stream().filter(one -> one.membership().isPresent()).toList();
        List<InUse.Sold> others = inUse.sold().stream().filter(one -> one.membership().isEmpty())
                .sorted(Comparator.comparing(InUse.Sold::total).reversed()).toList();
        if (!memberships.isEmpty() || !inUse.memberships().isEmpty()) {
            memberships(inUse.memberships(), memberships);
        }
        things(others);
        return new Section("items", rows, found, things, false);
    }

    /** A membership is owed when it is sold: only an item that posts to a liability is proposed. */
    private void memberships(Map<String, String> types, List<InUse.Sold> sold) {
        new TreeMap<>(types).forEach((id, name) -> NameMatch.best(List.of(name), liabilities)
                .ifPresent(item -> rows.add(Row.found(when("membership", id), Map.of("item", item), name))));
        things++;
        String note = sold.isEmpty() ? "none was sold of late" : about(sold);
        Optional<String> any = NameMatch.best(List.of("Membership", "Memberships", "Deferred Memberships",
                "Unearned Memberships", "Service Agreements"), liabilities);
        if (any.isPresent()) {
            found++;
            rows.add(Row.found(when("membership", "any"), Map.of("item", any.get()), note));
        } else {
            rows.add(new Row(when("membership", "any"), Map.of(), "item", liabilities.stream().sorted().toList(),
                    "an item that posts to a liability; " + note));
        }
    }

    private void things(List<InUse.Sold> sold) {
        Map<String, List<InUse.Sold>> categories = by(sold, InUse.Sold::categories);
        Map<String, List<InUse.Sold>> accounts = by(sold, one -> one.accounts().stream()
                .filter(account -> !account.matches("\\d+")).toList());
        Map<String, List<InUse.Sold>> types = by(sold, one -> List.of(one.type()));
        Set<InUse.Sold> covered = new LinkedHashSet<>();
        for (InUse.Sold one : sold) {
            things++;
            Optional<String> item = one.sku().isEmpty() ? Optional.empty() : best(one.name(), List.of(one.name(), one.sku()));
            item.ifPresent(match -> {
                rows.add(Row.found(when("sku", one.sku()), Map.of("item", match), one.name() + ", " + about(List.of(one))));
                covered.add(one);
            });
        }
        categories.forEach((name, all) -> group("category", name, List.of(name), all, covered));
        accounts.forEach((name, all) -> group("account", name, List.of(name), all, covered));
        types.forEach((type, all) -> group("type", type, TYPES.getOrDefault(type, List.of(type)), all, covered));
        found += covered.size();
        List<InUse.Sold> open = sold.stream().filter(one -> !covered.contains(one)).toList();
        open(open);
    }

    private void group(String condition, String name, List<String> names, List<InUse.Sold> all, Set<InUse.Sold> covered) {
        best(condition + name, names).ifPresent(item -> {
            rows.add(Row.found(when(condition, name), Map.of("item", item), about(all)));
            covered.addAll(all);
        });
    }

    private Optional<String> best(String key, List<String> names) {
        return matches.computeIfAbsent(key, none -> NameMatch.best(names, items));
    }

    /** What no row catches yet: by its type, and the largest of it by themselves. */
    private void open(List<InUse.Sold> open) {
        by(open, one -> List.of(one.type())).forEach((type, all) -> rows.add(new Row(when("type", type), Map.of(), "item",
                NameMatch.candidates(TYPES.getOrDefault(type, List.of(type)), items), about(all))));
        open.stream().filter(one -> !one.sku().isEmpty()).limit(MOST_OPEN)
                .forEach(one -> rows.add(new Row(when("sku", one.sku()), Map.of(), "item",
                        NameMatch.candidates(Stream.concat(Stream.of(one.name()), one.categories().stream().sorted()).toList(),
                                items),
                        one.name() + ", " + about(List.of(one)))));
    }

    private static Map<String, List<InUse.Sold>> by(List<InUse.Sold> sold, Function<InUse.Sold, Collection<String>> names) {
        Map<String, List<InUse.Sold>> groups = new TreeMap<>();
        sold.forEach(one -> names.apply(one).forEach(name -> groups.computeIfAbsent(name, none -> new ArrayList<>()).add(one)));
        return groups;
    }

    private static Map<String, String> when(String condition, String value) {
        Map<String, String> when = new LinkedHashMap<>();
        when.put(condition, value);
        return when;
    }

    private static String about(List<InUse.Sold> sold) {
        long lines = sold.stream().mapToLong(InUse.Sold::lines).sum();
        BigDecimal total = sold.stream().map(InUse.Sold::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        return lines + (lines == 1 ? " line, " : " lines, ") + total.toPlainString();
    }
}
