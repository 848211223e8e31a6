package io.fieldline.mapping;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;

/**
 * Whether an account is in use: true or false in ServiceTitan, words in the CRM.
 *
 * @param active words for an account in use; the first one is written
 * @param inactive words for one that is not
 */
record AccountStatusConversion(List<String> active, List<String> inactive) implements Conversion {

    private static final Set<Type> CRM = Set.of(Type.TEXT, Type.CHOICE);
    private static final Set<Type> SERVICETITAN = Set.of(Type.BOOLEAN);

    static Optional<Conversion> read(ConversionOption option) {
        Optional<List<String>> active = option.words("active");
        Optional<List<String>> inactive = option.words("inactive");
        return active.flatMap(these -> inactive.flatMap(those -> {
            Optional<String> both = these.stream().filter(word -> contains(those, word)).findFirst();
            return both.isPresent()
                    ? option.refused("must not say \"" + both.get() + "\" for both active and inactive")
                    : Optional.of(new AccountStatusConversion(these, those));
        }));
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return BooleanConversion.bool(value);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        String word = PlainText.of(value);
        if (word == null) {
            return null;
        }
        if (!contains(active, word) && !contains(inactive, word)) {
            throw new RejectedRecordException("\"" + word + "\" is none of the row's words: "
                    + String.join(", ", Stream.concat(active.stream(), inactive.stream()).toList()));
        }
        return contains(active, word);
    }

    private static boolean contains(List<String> words, String word) {
        return words.stream().anyMatch(word::equalsIgnoreCase);
    }

    @Override
    public Object toCrm(Object common, MappingContext context) {
        return (BooleanConversion.bool(common) ? active : inactive).get(0);
    }

    @Override
    public Set<String> written() {
        return Set.of(active.get(0), inactive.get(0));
    }

    @Override
    public Set<Type> crmTypes() {
        return CRM;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SERVICETITAN;
    }
}
