package io.fieldline.mapping;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;

/** An e-mail address, in lower case. */
record EmailConversion() implements Conversion {

    private static final Set<Type> TYPES = Set.of(Type.EMAIL, Type.TEXT, Type.LONG_TEXT);
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return address(value);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return address(value);
    }

    private static String address(Object value) {
        String text = PlainText.of(value);
        if (text != null && !ADDRESS.matcher(text).matches()) {
            throw new RejectedRecordException("is not an e-mail address");
        }
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Type> crmTypes() {
        return TYPES;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return TYPES;
    }
}
