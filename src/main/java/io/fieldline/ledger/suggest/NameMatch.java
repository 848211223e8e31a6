package io.fieldline.ledger.suggest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.fieldline.tenant.NearMisses;

/**
 * How alike names of two systems are: by their words, in whatever order, without regard to capitals, signs, plural and words
 * that say nothing. A word also stands for one that begins with it, as Install does for Installation; a number only for
 * itself. Of a name in a hierarchy, <code>Plumbing:Repair</code>, the whole counts or the last part.
 */
public final class NameMatch {

    /** Four words of five; below it a person decides. */
    private static final double GOOD = 0.8;
    private static final int MOST_CANDIDATES = 3;
    private static final int FEW = 6;
    private static final int SHORTEST_BEGINNING = 5;
    private static final Set<String> SAY_NOTHING = Set.of("of", "the", "and", "for", "a", "tax", "county", "city");

    private NameMatch() {}

    /**
     * The name that can be proposed without a question.
     *
     * @param names by which the same thing is known
     * @return empty where none is near enough, or where two are as near
     */
    public static Optional<String> best(Collection<String> names, Collection<String> known) {
        List<String> near = ranked(names, known);
        if (near.isEmpty() || score(names, near.get(0)) < GOOD) {
            return Optional.empty();
        }
        boolean tie = near.size() > 1 && score(names, near.get(0)) == score(names, near.get(1));
        return tie ? Optional.empty() : Optional.of(near.get(0));
    }

    /** The name that stands as a whole in one of the names, the longest of several: <code>Austin</code> in Service Austin. */
    public static Optional<String> within(Collection<String> names, Collection<String> known) {
        Comparator<String> longest = Comparator.comparingInt((String one) -> words(one).size()).reversed();
        List<String> found = known.stream().filter(one -> !words(one).isEmpty())
                .filter(one -> names.stream().anyMatch(name -> words(name).containsAll(words(one))))
                .sorted(longest.thenComparing(one -> one)).toList();
        boolean tie = found.size() > 1 && words(found.get(0)).size() == words(found.get(1)).size();
        return found.isEmpty() || tie ? Optional.empty() : Optional.of(found.get(0));
    }

    /** The nearest first: at most three that come near, or all where there are few. */
    public static List<String> candidates(Collection<String> names, Collection<String> known) {
        List<String> near = new ArrayList<>(ranked(names, known));
        names.forEach(name -> NearMisses.of(name, known).stream().filter(one -> !near.contains(one)).forEach(near::add));
        if (known.size() <= FEW) {
            known.stream().sorted().filter(one -> !near.contains(one)).forEach(near::add);
            return List.copyOf(near);
        }
        return near.stream().limit(MOST_CANDIDATES).toList();
    }

    private static List<String> ranked(Collection<String> names, Collection<String> known) {
        return known.stream().filter(one -> score(names, one) > 0)
                .sorted(Comparator.comparingDouble((String one) -> -score(names, one)).thenComparing(one -> one)).toList();
    }

    private static double score(Collection<String> names, String known) {
        String last = known.substring(known.lastIndexOf(':') + 1);
        return names.stream().mapToDouble(name -> Math.max(score(words(name), words(known)), score(words(name), words(last))))
                .max().orElse(0);
    }

    private static double score(List<String> one, List<String> other) {
        List<String> left = new ArrayList<>(other);
        int common = 0;
        for (String word : one) {
            Optional<String> same = left.stream().filter(candidate -> same(word, candidate)).findFirst();
            if (same.isPresent()) {
                left.remove(same.get());
                common++;
            }
        }
        return common == 0 ? 0 : 2.0 * common / (one.size() + other.size());
    }

    private static boolean same(String one, String other) {
        return one.equals(other) || begins(one, other) || begins(other, one);
    }

    private static boolean begins(String word, String longer) {
        return word.length() >= SHORTEST_BEGINNING && !word.matches("\\d+") && longer.startsWith(word);
    }

    private static List<String> words(String name) {
        List<String> all = Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty()).map(NameMatch::singular).toList();
        List<String> telling = all.stream().filter(word -> !SAY_NOTHING.contains(word)).toList();
        return telling.isEmpty() ? all : telling;
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
