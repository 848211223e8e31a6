package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.sync.pair.SideField.Type;

/**
 * One name in ServiceTitan, first and last name in the CRM. The common form is the name as it is spoken, so that it does
 * not matter where a person in the CRM drew the line between the two; written anew, the last word is the last name, with
 * what belongs to it such as <code>Jr.</code> behind. <code>Last, First</code> is turned round.
 */
record PersonNameConversion() implements Conversion {

    private static final Set<String> BEHIND_A_NAME = Set.of("jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "inc", "llc",
            "ltd", "co", "corp", "lp", "llp", "pllc", "pc");

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        String name = PlainText.onOneLine(value);
        if (name == null) {
            return null;
        }
        String[] parts = name.split(",", -1);
        boolean turned = parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank() && !standsBehind(parts[1]);
        return turned ? parts[1].strip() + " " + parts[0].strip() : name;
    }

    private static boolean standsBehind(String word) {
        return BEHIND_A_NAME.contains(word.strip().replace(".", "").toLowerCase(Locale.ROOT));
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return PlainText.onOneLine(((List<?>) value).stream().map(PlainText::onOneLine)
                .flatMap(Stream::ofNullable).collect(Collectors.joining(" ")));
    }

    @Override
    public Object toCrm(Object common, MappingContext context) {
        List<String> words = Arrays.asList(common.toString().split(" "));
        int last = words.size() - 1;
        while (last > 1 && standsBehind(words.get(last))) {
            last--;
        }
        List<Object> names = new ArrayList<>();
        names.add(PlainText.of(String.join(" ", words.subList(0, last))));
        names.add(String.join(" ", words.subList(last, words.size())));
        return names;
    }

    @Override
    public Optional<String> refusesCounts(int serviceTitan, int crm) {
        return serviceTitan == 1 && crm == 2
                ? Optional.empty()
                : Optional.of("takes one ServiceTitan field and two CRM fields, the first name's before the last name's");
    }

    @Override
    public Set<Type> crmTypes() {
        return WORDS;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return WORDS;
    }
}
