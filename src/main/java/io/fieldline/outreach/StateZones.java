package io.fieldline.outreach;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The time zones of an address in the United States or Canada. Of a state that lies in two zones the first digits of the
 * ZIP code tell the one, where a line of counties follows them; otherwise both count.
 */
final class StateZones {

    private static final String EASTERN = "America/New_York";
    private static final String CENTRAL = "America/Chicago";
    private static final String MOUNTAIN = "America/Denver";
    private static final String PACIFIC = "America/Los_Angeles";

    /** Abbreviation, name with underscores for blanks, zones. */
    private static final String STATES = """
            AL Alabama C
            AK Alaska America/Anchorage America/Adak
            AZ Arizona America/Phoenix M
            AR Arkansas C
            CA California P
            CO Colorado M
            CT Connecticut E
            DE Delaware E
            DC District_of_Columbia E
            FL Florida E C
            GA Georgia E
            HI Hawaii Pacific/Honolulu
            ID Idaho America/Boise P
            IL Illinois C
            IN Indiana America/Indiana/Indianapolis C
            IA Iowa C
            KS Kansas C M
            KY Kentucky E C
            LA Louisiana C
            ME Maine E
            MD Maryland E
            MA Massachusetts E
            MI Michigan America/Detroit C
            MN Minnesota C
            MS Mississippi C
            MO Missouri C
            MT Montana M
            NE Nebraska C M
            NV Nevada P America/Boise
            NH New_Hampshire E
            NJ New_Jersey E
            NM New_Mexico M
            NY New_York E
            NC North_Carolina E
            ND North_Dakota C M
            OH Ohio E
            OK Oklahoma C
            OR Oregon P America/Boise
            PA Pennsylvania E
            RI Rhode_Island E
            SC South_Carolina E
            SD South_Dakota C M
            TN Tennessee E C
            TX Texas C M
            UT Utah M
            VT Vermont E
            VA Virginia E
            WA Washington P
            WV West_Virginia E
            WI Wisconsin C
            WY Wyoming M
            PR Puerto_Rico America/Puerto_Rico
            VI Virgin_Islands America/Puerto_Rico
            GU Guam Pacific/Guam
            MP Northern_Mariana_Islands Pacific/Guam
            AS American_Samoa Pacific/Pago_Pago
            AB Alberta America/Edmonton
            BC British_Columbia America/Vancouver America/Edmonton America/Fort_Nelson
            MB Manitoba America/Winnipeg
            NB New_Brunswick America/Moncton
            NL Newfoundland_and_Labrador America/St_Johns America/Goose_Bay
            NS Nova_Scotia America/Halifax
            NT Northwest_Territories America/Edmonton
            NU Nunavut America/Iqaluit America/Rankin_Inlet America/Cambridge_Bay
            ON Ontario America/Toronto America/Winnipeg America/Atikokan
            PE Prince_Edward_Island America/Halifax
            QC Quebec America/Toronto America/Puerto_Rico
            SK Saskatchewan America/Regina America/Edmonton
            YT Yukon America/Whitehorse
            """;

    /** State, zone, first characters of the codes of which all are in it; ranges of ZIP codes with a hyphen. */
    private static final String SURE = """
            AK America/Anchorage 996-999
            AZ America/Phoenix 850-857 863-864
            FL C 325
            FL E 320-323 326-349
            ID P 838
            ID America/Boise 832-834 836-837
            IN C 464
            IN America/Indiana/Indianapolis 460-462 466-474 478
            KS C 660-676
            KY C 420-421 423-424
            KY E 402-418
            MI America/Detroit 480-497
            NE C 680-689
            NE M 693
            ND C 580-584
            NV P 889-897
            OR P 970-978
            SD C 570-574
            SD M 577
            TN C 370-372 380-385
            TN E 376
            TX C 733 750-797
            TX M 799 885
            BC America/Vancouver V3 V4 V5 V6 V7 V8 V9
            ON America/Toronto K L M N
            QC America/Toronto H J
            """;

    /** State by the first digits of a ZIP code, or the first letter of a Canadian one. */
    private static final String ZIPS = """
            PR 006-007 009
            VI 008
            MA 010-027 055
            RI 028-029
            NH 030-038
            ME 039-049
            VT 050-054 056-059
            CT 060-069
            NJ 070-089
            NY 005 100-149
            PA 150-196
            DE 197-199
            DC 200 202-205
            VA 201 220-246
            MD 206-219
            WV 247-268
            NC 270-289
            SC 290-299
            GA 300-319 398-399
            FL 320-349
            AL 350-369
            TN 370-385
            MS 386-397
            KY 400-427
            OH 430-459
            IN 460-479
            MI 480-499
            IA 500-528
            WI 530-549
            MN 550-567
            SD 570-577
            ND 580-588
            MT 590-599
            IL 600-629
            MO 630-658
            KS 660-679
            NE 680-693
            LA 700-714
            AR 716-729
            OK 730-732 734-749
            TX 733 750-799 885
            CO 800-816
            WY 820-831
            ID 832-838
            UT 840-847
            AZ 850-865
            NM 870-884
            NV 889-898
            CA 900-961
            HI 967-968
            GU 969
            OR 970-979
            WA 980-994
            AK 995-999
            """;

    private static final Map<Character, String> POSTAL_LETTERS = Map.ofEntries(Map.entry('A', "NL"), Map.entry('B', "NS"),
            Map.entry('C', "PE"), Map.entry('E', "NB"), Map.entry('G', "QC"), Map.entry('H', "QC"), Map.entry('J', "QC"),
            Map.entry('K', "ON"), Map.entry('L', "ON"), Map.entry('M', "ON"), Map.entry('N', "ON"), Map.entry('P', "ON"),
            Map.entry('R', "MB"), Map.entry('S', "SK"), Map.entry('T', "AB"), Map.entry('V', "BC"), Map.entry('Y', "YT"));

    private static final Map<String, Set<ZoneId>> ZONES = new HashMap<>();
    private static final Map<String, String> ABBREVIATIONS = new HashMap<>();
    private static final Map<String, String> STATE_OF_ZIP = new HashMap<>();
    private static final Map<String, ZoneId> SURE_ZONES = new HashMap<>();

    static {
        STATES.lines().map(line -> line.split(" ")).forEach(parts -> {
            ZONES.put(parts[0], Arrays.stream(parts).skip(2).map(StateZones::zone)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
            ABBREVIATIONS.put(parts[0], parts[0]);
            ABBREVIATIONS.put(plain(parts[1].replace('_', ' ')), parts[0]);
        });
        ZIPS.lines().map(line -> line.split(" ")).forEach(parts -> Arrays.stream(parts).skip(1)
                .forEach(range -> eachOf(range, zip -> STATE_OF_ZIP.put(zip, parts[0]))));
        SURE.lines().map(line -> line.split(" ")).forEach(parts -> Arrays.stream(parts).skip(2)
                .forEach(range -> eachOf(range, zip -> SURE_ZONES.put(parts[0] + zip, zone(parts[1])))));
    }

    private StateZones() {}

    /** @return all that count, none when the address is not known to be in these countries */
    static Set<ZoneId> of(Address address) {
        if (OtherCountries.named(address.country())) {
            return Set.of();
        }
        String zip = address.zip().length() < 3 ? "" : address.zip().substring(0, 3).toUpperCase(Locale.ROOT);
        String named = ABBREVIATIONS.get(plain(address.state()));
        String state = named == null ? STATE_OF_ZIP.getOrDefault(zip, province(zip)) : named;
        return IntStream.rangeClosed(1, zip.length()).mapToObj(length -> SURE_ZONES.get(state + zip.substring(0, length)))
                .filter(Objects::nonNull).findFirst().map(Set::of).orElseGet(() -> ZONES.getOrDefault(state, Set.of()));
    }

    /** Nunavut and the Northwest Territories share a letter, so that tells neither. */
    private static String province(String zip) {
        return zip.matches("[A-Z][0-9][A-Z]") ? POSTAL_LETTERS.getOrDefault(zip.charAt(0), "") : "";
    }

    private static String plain(String state) {
        return state.toUpperCase(Locale.ROOT).replace(".", "").replace('É', 'E');
    }

    private static ZoneId zone(String text) {
        return ZoneId.of(switch (text) {
            case "E" -> EASTERN;
            case "C" -> CENTRAL;
            case "M" -> MOUNTAIN;
            case "P" -> PACIFIC;
            default -> text;
        });
    }

    private static void eachOf(String range, Consumer<String> action) {
        int hyphen = range.indexOf('-');
        if (hyphen < 0) {
            action.accept(range);
        } else {
            IntStream.rangeClosed(Integer.parseInt(range.substring(0, hyphen)), Integer.parseInt(range.substring(hyphen + 1)))
                    .forEach(zip -> action.accept("%03d".formatted(zip)));
        }
    }
}
