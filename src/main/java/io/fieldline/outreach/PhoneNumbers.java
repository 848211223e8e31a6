package io.fieldline.outreach;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Numbers as people write them. */
public final class PhoneNumbers {

    /** A number of no area, such as a toll-free one, is given every zone of its country code. */
    private static final int MOST_ZONES_OF_AN_AREA = 5;

    private PhoneNumbers() {}

    /**
     * @param country of a number without a country code, in two letters
     * @return E.164; empty when it cannot be a whole number. An extension cannot be texted, so a number with one is none.
     */
    public static Optional<String> e164(String text, String country) {
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            PhoneNumber number = numbers.parse(text, country);
            return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE && !number.hasExtension()
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** The zones of the number's area; none when it does not tell an area. */
    static Set<ZoneId> zones(String e164) {
        try {
            PhoneNumber number = PhoneNumberUtil.getInstance().parse(e164, null);
            List<String> zones = PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number);
            return zones.size() > MOST_ZONES_OF_AN_AREA || zones.contains(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())
                    ? Set.of()
                    : zones.stream().map(ZoneId::of).collect(Collectors.toSet());
        } catch (NumberParseException notANumber) {
            return Set.of();
        }
    }
}
