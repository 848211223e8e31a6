package io.fieldline.observe;

import java.util.regex.Pattern;

/**
 * Masks e-mail addresses and telephone numbers in a text that goes to a log: <code>j***@***</code>,
 * <code>***-***-1234</code>. Ten digits in a row are taken for a North American number unless a path or a field named id
 * shows that they are a record's number.
 */
public final class PersonalDataMask {

    private static final Pattern EMAIL = Pattern
            .compile("([\\p{L}\\p{N}])[\\p{L}\\p{N}._%+'-]{0,63}@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern NORTH_AMERICAN = Pattern.compile("(?<![\\p{Alnum}/.+-])(?<![iI][dD][\"=: ]{1,4})"
            + "(?:\\+?1[ .-]?)?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .-]?)[2-9]\\d{2}[ .-]?(\\d{4})(?![\\p{Alnum}-])");
    private static final Pattern INTERNATIONAL = Pattern
            .compile("(?<![\\p{Alnum}])\\+[1-9](?:[ ().-]{0,2}\\d){5,12}[ ().-]{0,2}(\\d{4})(?!\\d)");

    private PersonalDataMask() {}

    public static String mask(String text) {
        String withoutEmail = text.indexOf('@') < 0 ? text : EMAIL.matcher(text).replaceAll("$1***@***");
        String withoutInternational = INTERNATIONAL.matcher(withoutEmail).replaceAll("***-***-$1");
        return NORTH_AMERICAN.matcher(withoutInternational).replaceAll("***-***-$1");
    }
}
