package io.fieldline.outreach;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Countries whose states are none of the United States or Canada, by code or by name. What names no country tells nothing. */
final class OtherCountries {

    private static final Set<String> OURS = Set.of("US", "CA", "PR", "VI", "GU", "MP", "AS", "UM");
    private static final Set<String> OTHERS = Arrays.stream(Locale.getISOCountries()).filter(code -> !OURS.contains(code))
            .flatMap(code -> {
                Locale country = new Locale("", code);
                return Stream.of(code, country.getISO3Country(), country.getDisplayCountry(Locale.ENGLISH),
                        country.getDisplayCountry(country), country.getDisplayCountry(new Locale("es")));
            }).map(OtherCountries::plain).collect(Collectors.toUnmodifiableSet());

    private OtherCountries() {}

    static boolean named(String country) {
        return OTHERS.contains(plain(country));
    }

    private static String plain(String country) {
        return country.toUpperCase(Locale.ROOT).strip();
    }
}
