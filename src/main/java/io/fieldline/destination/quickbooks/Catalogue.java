package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BooksCatalogue;

/**
 * What the company has to post to. It is read whole and kept for some minutes, and read again when something is not found in it. Safe
 * for use by many threads.
 */
final class Catalogue implements BooksCatalogue {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(20);
    private static final Map<What, String> KINDS = Map.of(What.ITEM, "Item", What.ACCOUNT, "Account", What.CLASS, "Class",
            What.LOCATION, "Department", What.TAX_CODE, "TaxCode", What.TERMS, "Term", What.METHOD, "PaymentMethod");

    private final Queries queries;
    private final InstantSource time;
    private Lists lists;

    Catalogue(Queries queries, InstantSource time) {
        this.queries = queries;
        this.time = time;
    }

    /**
     * @param ids by name, the whole path of it and the name alone where nothing else has it
     * @param paths by id
     * @param incomeAccounts of items, by their id
     */
    private record Lists(Instant read, Map<What, Map<String, String>> ids, Map<What, Map<String, String>> paths,
            Map<String, String> incomeAccounts,
            Map<String, JsonNode> accounts) {}

    @Override
    public Collection<String> names(What what) {
        return lists(FRESH).ids().get(what).keySet();
    }

    @Override
    public String full(What what, String name) {
        return Optional.ofNullable(lists(FRESH).ids().get(what).get(name)).flatMap(id -> path(what, id)).orElse(name);
    }

    /** The whole path of what is in use. */
    Optional<String> path(What what, String id) {
        return Optional.ofNullable(lists(FRESH).paths().get(what).get(id));
    }

    @Override
    public Optional<String> undeposited() {
        return lists(FRESH).accounts().values().stream().filter(account -> account.path("Active").asBoolean(true))
                .filter(account -> account.path("AccountSubType").asText().equals("UndepositedFunds"))
                .map(Catalogue::path).findFirst();
    }

    @Override
    public Optional<AccountType> accountOf(String item) {
        return id(What.ITEM, item).map(id -> {
            Lists now = lists(FRESH);
            JsonNode account = now.accounts().get(now.incomeAccounts().get(id));
            return account == null ? AccountType.OTHER : type(account.path("AccountType").asText().toLowerCase(Locale.ROOT));
        });
    }

    private static AccountType type(String type) {
        return type.contains("liability")
                ? AccountType.LIABILITY
                : type.endsWith("income") ? AccountType.INCOME : AccountType.OTHER;
    }

    /** QuickBooks' id of what bears a name. */
    Optional<String> id(What what, String name) {
        return Optional.ofNullable(lists(FRESH).ids().get(what).get(name))
                .or(() -> Optional.ofNullable(lists(READ_AGAIN_AFTER).ids().get(what).get(name)));
    }

    /** The account that an item's sales go to now; empty where it is not in use. */
    Optional<String> incomeAccount(String itemId) {
        return Optional.ofNullable(lists(FRESH).incomeAccounts().get(itemId));
    }

    Optional<String> accountName(String id) {
        return Optional.ofNullable(lists(FRESH).accounts().get(id)).map(Catalogue::path);
    }

    private synchronized Lists lists(Duration atMost) {
        if (lists == null || lists.read().plus(atMost).isBefore(time.instant())) {
            lists = read();
        }
        return lists;
    }

    private Lists read() {
        Instant now = time.instant();
        Map<String, List<JsonNode>> rows = queries.all(List.copyOf(KINDS.values()));
        Map<What, Map<String, String>> ids = new EnumMap<>(What.class);
        Map<What, Map<String, String>> paths = new EnumMap<>(What.class);
        KINDS.forEach((what, kind) -> {
            List<JsonNode> inUse = rows.get(kind).stream().filter(row -> row.path("Active").asBoolean(true) && sold(what, row))
                    .toList();
            ids.put(what, ids(inUse));
            paths.put(what, inUse.stream().collect(Collectors.toMap(row -> row.path("Id").asText(), Catalogue::path)));
        });
        Map<String, String> incomeAccounts = new HashMap<>();
        rows.get("Item").forEach(item -> incomeAccounts.put(item.path("Id").asText(),
                item.path("IncomeAccountRef").path("value").asText("")));
        Map<String, JsonNode> accounts = new HashMap<>();
        rows.get("Account").forEach(account -> accounts.put(account.path("Id").asText(), account));
        return new Lists(now, ids, paths, incomeAccounts, accounts);
    }

    /** A category of items cannot be sold. */
    private static boolean sold(What what, JsonNode row) {
        return what != What.ITEM || row.path("IncomeAccountRef").has("value");
    }

    private static Map<String, String> ids(List<JsonNode> rows) {
        Map<String, String> ids = new HashMap<>();
        Set<String> several = new HashSet<>();
        rows.forEach(row -> {
            String name = row.path("Name").asText();
            if (ids.put(name, row.path("Id").asText()) != null) {
                several.add(name);
            }
        });
        ids.keySet().removeAll(several);
        rows.forEach(row -> ids.put(path(row), row.path("Id").asText()));
        return Map.copyOf(ids);
    }

    private static String path(JsonNode row) {
        return row.path("FullyQualifiedName").asText(row.path("Name").asText());
    }
}
