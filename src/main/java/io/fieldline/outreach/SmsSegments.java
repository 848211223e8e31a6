package io.fieldline.outreach;

import java.util.HashSet;
import java.util.Set;

/**
 * How many segments a text is sent and charged as. A text in GSM 03.38 has 160 septets, or 153 in each segment of a longer
 * one; any other is UCS-2 and has 70 units of UTF-16, or 67. Characters of the extension table take two septets. Neither
 * they nor a character beyond the basic plane is cut in two by the end of a segment.
 *
 * @param length in units of the encoding: septets or UTF-16 units
 */
public record SmsSegments(Encoding encoding, int length, int segments) {

    public enum Encoding {

        GSM_7(160, 153), UCS_2(70, 67);

        private final int single;
        private final int part;

        Encoding(int single, int part) {
            this.single = single;
            this.part = part;
        }
    }

    private static final Set<Integer> BASIC = characters("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
    private static final Set<Integer> EXTENSION = characters("^{}\\[~]|€\f");

    public static SmsSegments of(String text) {
        Encoding encoding = text.codePoints().allMatch(one -> BASIC.contains(one) || EXTENSION.contains(one))
                ? Encoding.GSM_7
                : Encoding.UCS_2;
        int length = text.codePoints().map(one -> units(encoding, one)).sum();
        return new SmsSegments(encoding, length, length <= encoding.single ? 1 : parts(encoding, text));
    }

    private static int parts(Encoding encoding, String text) {
        int parts = 1;
        int used = 0;
        for (int one : text.codePoints().toArray()) {
            int units = units(encoding, one);
            if (used + units > encoding.part) {
                parts++;
                used = 0;
            }
            used += units;
        }
        return parts;
    }

    private static int units(Encoding encoding, int character) {
        return encoding == Encoding.GSM_7 ? EXTENSION.contains(character) ? 2 : 1 : Character.charCount(character);
    }

    private static Set<Integer> characters(String text) {
        Set<Integer> characters = new HashSet<>();
        text.codePoints().forEach(characters::add);
        return Set.copyOf(characters);
    }
}
