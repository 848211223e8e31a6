package io.fieldline.mapping;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.NearMisses;

/**
 * Values by a table: ServiceTitan's on the left, the CRM's on the right. The CRM's is the common form.
 *
 * @param name of a table of the tenant; null where the row holds the table itself
 * @param table the row's own
 */
record LookupConversion(String name, Map<String, String> table) implements Conversion {

    private static final Set<Type> CRM = Set.of(Type.TEXT, Type.LONG_TEXT, Type.CHOICE, Type.REFERENCE);
    private static final Set<Type> SINGLE_VALUES = Set.copyOf(EnumSet.complementOf(EnumSet.of(Type.CHOICES)));

    static Optional<Conversion> read(ConversionOption option) {
        if (option.node() instanceof DocumentNode.Mapping) {
            return option.table().map(table -> new LookupConversion(null, table));
        }
        return option.text("a table, such as { lookup: { Residential: Household } }, or the name of one, such as"
                + " { lookup: campaigns }").map(name -> new LookupConversion(name, Map.of()));
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        String key = PlainText.of(value);
        String found = key == null ? null : PlainText.of(table(context).get(key));
        if (key != null && found == null) {
            throw new RejectedRecordException("\"" + key + "\" is not in the table " + named());
        }
        return found;
    }

    /** Read as it is: a value that the table lacks matters only when it has to reach ServiceTitan. */
    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return PlainText.of(value);
    }

    @Override
    public Object toServiceTitan(Object common, MappingContext context) {
        List<String> keys = table(context).entrySet().stream()
                .filter(entry -> common.equals(PlainText.of(entry.getValue()))).map(Map.Entry::getKey).sorted().toList();
        if (keys.size() != 1) {
            throw new RejectedRecordException("\"" + common + "\" of the CRM is " + (keys.isEmpty()
                    ? "not in the table " + named()
                    : "several values of ServiceTitan in the table " + named() + ": " + String.join(", ", keys)));
        }
        return keys.get(0);
    }

    private Map<String, String> table(MappingContext context) {
        if (name == null) {
            return table;
        }
        if (!context.tables().containsKey(name)) {
            throw new RejectedRecordException(
                    "there is no table " + name + "; " + NearMisses.hint(name, context.tables().keySet()));
        }
        return context.tables().get(name);
    }

    private String named() {
        return name == null ? "of the row" : name;
    }

    /** A table that gives one CRM value for two of ServiceTitan's cannot be gone back. */
    @Override
    public boolean reachesServiceTitan() {
        return Set.copyOf(table.values()).size() == table.size();
    }

    @Override
    public Set<String> written() {
        return Set.copyOf(table.values());
    }

    @Override
    public Set<Type> crmTypes() {
        return CRM;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SINGLE_VALUES;
    }
}
