package io.fieldline.mapping;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.fieldline.tenant.NearMisses;

/** The conversions by the names that rows use. */
final class Conversions {

    private static final TreeMap<String, Function<ConversionOption, Optional<Conversion>>> BY_NAME = new TreeMap<>();

    static {
        BY_NAME.put("text", TextConversion::read);
        BY_NAME.put("email", option -> option.none(new EmailConversion()));
        BY_NAME.put("phone", option -> option.none(new PhoneConversion()));
        BY_NAME.put("person-name", option -> option.none(new PersonNameConversion()));
        BY_NAME.put("lines", LinesConversion::read);
        BY_NAME.put("decimal", DecimalConversion::read);
        BY_NAME.put("currency", option -> option.none(DecimalConversion.currency()));
        BY_NAME.put("integer", option -> option.none(new IntegerConversion()));
        BY_NAME.put("date", option -> option.none(new DateConversion()));
        BY_NAME.put("date-time", option -> option.none(new DateTimeConversion()));
        BY_NAME.put("boolean", option -> option.none(new BooleanConversion(false)));
        BY_NAME.put("not", option -> option.none(new BooleanConversion(true)));
        BY_NAME.put("list", ListConversion::read);
        BY_NAME.put("lookup", LookupConversion::read);
        BY_NAME.put("account-status", AccountStatusConversion::read);
        BY_NAME.put("constant", ConstantConversion::read);
        BY_NAME.put("jslt", JsltConversion::read);
    }

    private Conversions() {}

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Empty when it was refused, which is noted with the option's fields. */
    static Optional<Conversion> read(ConversionOption option) {
        Function<ConversionOption, Optional<Conversion>> reader = BY_NAME.get(option.conversion());
        if (reader == null) {
            String near = String.join(" or ", NearMisses.of(option.conversion(), names()));
            return option.refused("must be a conversion (found \"" + option.conversion() + "\""
                    + (near.isEmpty() ? "" : "; did you mean " + near + "?") + "); known: " + String.join(", ", names()));
        }
        return reader.apply(option);
    }
}
