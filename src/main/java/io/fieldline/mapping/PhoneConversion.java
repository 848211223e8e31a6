package io.fieldline.mapping;

import java.util.Set;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import io.fieldline.sync.pair.SideField.Type;

/**
 * A phone number in E.164, with its extension if it has one: <code>+13125550100 ext. 12</code>. What cannot be a whole
 * number, such as one without its area code, stays as it is written and is compared by its digits.
 */
record PhoneConversion() implements Conversion {

    private static final Set<Type> TYPES = Set.of(Type.PHONE, Type.TEXT, Type.LONG_TEXT);
    private static final Pattern DIGITS_ONLY_PUNCTUATED = Pattern.compile("\\+?[\\d\\s().\\-/]*\\d[\\d\\s().\\-/]*");

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return number(value, context.country());
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return number(value, context.country());
    }

    private static String number(Object value, String country) {
        String text = PlainText.onOneLine(value);
        if (text == null) {
            return null;
        }
        try {
            String number = formatted(text, country);
            // With a zero too many, +44 00 20 ..., the library takes one away at each reading: that is no number either.
            return number != null && number.equals(formatted(number, country)) ? number : unparsed(text);
        } catch (NumberParseException notANumber) {
            return unparsed(text);
        }
    }

    /** Null when it cannot be a whole number. */
    private static String formatted(String text, String country) throws NumberParseException {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        PhoneNumber number = numbers.parse(text, country);
        if (numbers.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
            return null;
        }
        String extension = number.hasExtension() ? " ext. " + number.getExtension() : "";
        return numbers.format(number, PhoneNumberFormat.E164) + extension;
    }

    /** The plus stays, for without it the digits might be taken for a number of this country. */
    private static String unparsed(String text) {
        return DIGITS_ONLY_PUNCTUATED.matcher(text).matches() ? text.replaceAll("[\\s().\\-/]", "") : text;
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
