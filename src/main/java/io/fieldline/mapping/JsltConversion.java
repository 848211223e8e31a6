package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.Fields;

/**
 * What no other conversion can say, as an expression in JSLT. Its input is the field's value, or, where the row names
 * several fields, an object of their values by the fields' names. The common form is that of the side it can be written to.
 *
 * @param toCrm null when values only travel to ServiceTitan
 * @param toServiceTitan null when values only travel to the CRM
 */
record JsltConversion(Expression toCrm, Expression toServiceTitan, List<String> serviceTitanFields, List<String> crmFields)
        implements
            Conversion {

    // A total of 350.00 is to be read as such in a text, not as 3.5E+2.
    private static final ObjectMapper JSON = new ObjectMapper()
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
    private static final String TO_CRM = "to-crm";
    private static final String TO_SERVICETITAN = "to-servicetitan";
    private static final String NEEDS = "an expression, such as { jslt: '\"Job \" + .' }, or one each way: { jslt: { to-crm:"
            + " ..., to-servicetitan: ... } }";

    static Optional<Conversion> read(ConversionOption option) {
        if (!(option.node() instanceof Mapping both)) {
            return option.text(NEEDS).flatMap(text -> compiled(option, option.node(), text))
                    .map(toCrm -> conversion(option, toCrm, null));
        }
        option.fields().onlyKnown(both, List.of(TO_CRM, TO_SERVICETITAN));
        if (!Fields.isPresent(both, TO_CRM) && !Fields.isPresent(both, TO_SERVICETITAN)) {
            return option.refused("needs " + NEEDS);
        }
        Optional<Expression> toCrm = expression(option, both, TO_CRM);
        Optional<Expression> toServiceTitan = expression(option, both, TO_SERVICETITAN);
        boolean wrong = Fields.isPresent(both, TO_CRM) && toCrm.isEmpty()
                || Fields.isPresent(both, TO_SERVICETITAN) && toServiceTitan.isEmpty();
        return wrong ? Optional.empty() : Optional.of(conversion(option, toCrm.orElse(null), toServiceTitan.orElse(null)));
    }

    private static Conversion conversion(ConversionOption option, Expression toCrm, Expression toServiceTitan) {
        return new JsltConversion(toCrm, toServiceTitan, option.serviceTitanFields(), option.crmFields());
    }

    private static Optional<Expression> expression(ConversionOption option, Mapping both, String name) {
        return Fields.isPresent(both, name)
                ? option.fields().text(both.get(name)).flatMap(text -> compiled(option, both.get(name), text))
                : Optional.empty();
    }

    private static Optional<Expression> compiled(ConversionOption option, DocumentNode node, String text) {
        try {
            return Optional.of(Parser.compileString(text));
        } catch (JsltException wrong) {
            option.fields().refuse(node.place(), "must be an expression in JSLT: " + firstLine(wrong));
            return Optional.empty();
        }
    }

    private static String firstLine(JsltException failed) {
        return failed.getMessage().lines().findFirst().orElse("it failed");
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return toCrm == null
                ? plain(JSON.valueToTree(value), serviceTitanFields)
                : applied(toCrm, value, serviceTitanFields,
                        crmFields);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return toCrm == null
                ? applied(toServiceTitan, value, crmFields, serviceTitanFields)
                : plain(JSON.valueToTree(value), crmFields);
    }

    @Override
    public Object toServiceTitan(Object common, MappingContext context) {
        return toCrm == null ? common : applied(toServiceTitan, common, crmFields, serviceTitanFields);
    }

    private static Object applied(Expression expression, Object value, List<String> from, List<String> to) {
        JsonNode result;
        try {
            result = expression
                    .apply(JSON.valueToTree(from.size() == 1 ? value : named(from, FieldRow.severalOf(from.size(), value))));
        } catch (JsltException failed) {
            throw new RejectedRecordException("the expression failed: " + firstLine(failed), failed);
        }
        return plain(result, to);
    }

    private static Map<String, Object> named(List<String> names, List<?> values) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            named.put(names.get(index), values.get(index));
        }
        return named;
    }

    /** As values of so many fields; for several it has to be a list of them or an object by their names. */
    private static Object plain(JsonNode result, List<String> fields) {
        if (fields.size() == 1) {
            return plain(result);
        }
        List<Object> values = new ArrayList<>();
        for (int index = 0; index < fields.size(); index++) {
            values.add(plain(result.isArray() ? result.path(index) : result.path(fields.get(index))));
        }
        return values.stream().allMatch(value -> value == null) ? null : values;
    }

    private static Object plain(JsonNode result) {
        if (result.isArray()) {
            List<Object> items = new ArrayList<>();
            result.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (result.isObject()) {
            throw new RejectedRecordException("the expression gives an object where one value is wanted");
        }
        if (result.isNumber()) {
            return result.isIntegralNumber() && result.canConvertToLong()
                    ? Long.valueOf(result.longValue())
                    : DecimalConversion.stripped(result.decimalValue());
        }
        return result.isBoolean() ? Boolean.valueOf(result.booleanValue()) : PlainText.of(result.textValue());
    }

    @Override
    public boolean reachesCrm() {
        return toCrm != null;
    }

    @Override
    public boolean reachesServiceTitan() {
        return toServiceTitan != null;
    }

    @Override
    public Optional<String> refusesCounts(int serviceTitan, int crm) {
        return serviceTitan > 0 ? Optional.empty() : Optional.of("takes one ServiceTitan field or several");
    }

    @Override
    public Set<Type> crmTypes() {
        return EnumSet.allOf(Type.class);
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return EnumSet.allOf(Type.class);
    }
}
