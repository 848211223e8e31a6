package io.fieldline.servicetitan.accounting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.Lists;

/** Which categories of the price book the things on lines are in. Services name their categories, all others only number them. */
final class Categories {

    private static final String PRICE_BOOK = "pricebook";
    private static final Map<String, String> COLLECTIONS = Map.of("Service", "services", "Material", "materials", "Equipment",
            "equipment", "PriceModifier", "discounts-and-fees");

    private final PageReader.Operations operations;
    private final Lists lists;

    Categories(PageReader.Operations operations, Lists lists) {
        this.operations = operations;
        this.lists = lists;
    }

    /** By the sku's id: ids and names of its categories. */
    Map<Long, Set<String>> of(List<Row> lines) {
        Map<Long, Set<String>> found = new HashMap<>();
        COLLECTIONS.forEach((type, collection) -> {
            List<Row> ofType = lines.stream().filter(line -> line.text("type").filter(type::equals).isPresent()).toList();
            Set<Long> skus = PageReader.gather(ofType, line -> line.number("skuId").stream().toList());
            if (!skus.isEmpty()) {
                Operation list = operations.list(PRICE_BOOK, collection);
                lists.inBatches(list, "ids", skus, Lists.inactive(list)).stream().map(Row::new)
                        .forEach(sku -> found.put(sku.id(), named(sku)));
            }
        });
        name(found);
        return found;
    }

    private static Set<String> named(Row sku) {
        Set<String> names = new TreeSet<>();
        sku.rows("categories").forEach(category -> names.addAll(category.names("id", "name")));
        names.addAll(sku.numbers("categories"));
        return names;
    }

    /** Adds the names of those that have only an id. */
    private void name(Map<Long, Set<String>> found) {
        boolean unnamed = found.values().stream()
                .anyMatch(names -> !names.isEmpty() && names.stream().allMatch(name -> name.matches("\\d+")));
        if (unnamed) {
            Operation list = operations.list(PRICE_BOOK, "categories");
            Map<String, String> names = new HashMap<>();
            lists.all(list, Lists.inactive(list)).stream().map(Row::new).flatMap(Categories::withThoseBelow)
                    .forEach(
                            category -> category.text("name").ifPresent(name -> names.put(Long.toString(category.id()), name)));
            found.values().forEach(ids -> Set.copyOf(ids).stream().map(names::get).filter(name -> name != null)
                    .forEach(ids::add));
        }
    }

    private static Stream<Row> withThoseBelow(Row category) {
        return Stream.concat(Stream.of(category), category.rows("subcategories").stream().flatMap(Categories::withThoseBelow));
    }
}
