package io.fieldline.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Empty;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Place;
import io.fieldline.tenant.DocumentNode.Scalar;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.Fields;

/**
 * What a row says behind the name of its conversion. What cannot be read is noted and comes back empty.
 *
 * @param conversion its name
 * @param node what is written; null when nothing is
 * @param place where
 * @param fields reads values and notes what is wrong
 * @param serviceTitanFields the row's
 * @param crmFields the row's
 */
record ConversionOption(String conversion, DocumentNode node, Place place, Fields fields, List<String> serviceTitanFields,
        List<String> crmFields) {

    boolean absent() {
        return node == null || node instanceof Empty;
    }

    <T> Optional<T> refused(String rule) {
        fields.refuse(place, rule);
        return Optional.empty();
    }

    /** The conversion, unless something is written where it takes nothing. */
    Optional<Conversion> none(Conversion read) {
        return absent() ? Optional.of(read) : refused("takes no option: write convert: " + conversion);
    }

    Optional<Integer> positive() {
        return fields.integer(node).flatMap(number -> number < 1 || number > Integer.MAX_VALUE
                ? refused("must be a whole number above zero (found " + number + ")")
                : Optional.of(number.intValue()));
    }

    Optional<String> text(String what) {
        return absent() ? refused("needs " + what) : fields.text(node);
    }

    /** String, Long, BigDecimal or Boolean. */
    Optional<Object> scalar(String what) {
        if (absent() || !(node instanceof Scalar scalar)) {
            return refused("needs " + what);
        }
        return switch (scalar.kindOfScalar()) {
            case BOOLEAN -> fields.bool(node).map(Object.class::cast);
            case TEXT -> fields.text(node).map(PlainText::of);
            case NUMBER -> scalar.text().contains(".")
                    ? fields.decimal(node).map(DecimalConversion::stripped)
                    : fields.integer(node).map(Object.class::cast);
        };
    }

    /** A mapping of texts, at least one. */
    Optional<Map<String, String>> table() {
        Map<String, DocumentNode> written = ((Mapping) node).fields();
        Map<String, String> table = new LinkedHashMap<>();
        written.forEach((key, value) -> fields.text(value).ifPresent(text -> table.put(key, text)));
        if (written.isEmpty()) {
            return refused("needs at least one value in its table");
        }
        return table.size() == written.size() ? Optional.of(table) : Optional.empty();
    }

    /** One word or several below a name. */
    Optional<List<String>> words(String name) {
        if (!(node instanceof Mapping mapping) || !Fields.isPresent(mapping, name)) {
            return refused(
                    "needs words for " + name + ", such as { " + conversion + ": { active: Active, inactive: Closed } }");
        }
        fields.onlyKnown(mapping, Set.of("active", "inactive"));
        DocumentNode words = mapping.get(name);
        return words instanceof Sequence list && !list.items().isEmpty()
                ? fields.texts(words)
                : fields.text(words).map(List::of);
    }
}
