package io.fieldline.agent.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.RefusedCallException;

/** Lets a client use in any hour what its rules allow, and not a record more. */
public final class Budgets {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SpendingStore store;
    private final InstantSource clock;

    public Budgets(SpendingStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes it before it is used. What was taken for a call that fails is kept as long as nobody knows what it did.
     *
     * @return what was taken, to be given back when it is certain that nothing was done
     * @throws RefusedCallException when it would be too much; the message says what is left and when there is more
     */
    public Spent take(String client, String tool, List<BudgetRule> rules, Cost cost) {
        Instant now = clock.instant();
        Spent spent = new Spent(client, tool, now, cost);
        store.take(spent, now.minus(HOUR), used -> require(rules, tool, used, cost));
        return spent;
    }

    /** Undoes {@link #take} of a call that did nothing. */
    public void giveBack(Spent spent) {
        store.giveBack(spent);
    }

    /** Refuses what could not be taken now, and takes nothing. */
    public void require(String client, String tool, List<BudgetRule> rules, Cost cost) {
        require(rules, tool, store.since(client, clock.instant().minus(HOUR)), cost);
    }

    /** What the rules that count for a tool leave for this hour, each as one text. */
    public List<String> left(String client, String tool, List<BudgetRule> rules) {
        List<Spent> used = store.since(client, clock.instant().minus(HOUR));
        return limits(rules, tool).stream().map(limit -> limit.left(used).toPlainString() + " of " + limit.text()).toList();
    }

    private static void require(List<BudgetRule> rules, String tool, List<Spent> used, Cost cost) {
        for (Limit limit : limits(rules, tool)) {
            BigDecimal wanted = limit.of(cost);
            BigDecimal left = limit.left(used);
            if (wanted.compareTo(left) > 0 && wanted.signum() > 0) {
                throw refused(limit, used, wanted, left);
            }
        }
    }

    private static RefusedCallException refused(Limit limit, List<Spent> used, BigDecimal wanted, BigDecimal left) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("budget", limit.text()).put("wanted", wanted).put("left",
                left);
        Optional<Instant> free = limit.enoughAt(used, wanted).map(at -> at.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        free.ifPresent(at -> details.put("enoughAt", at.toString()));
        return new RefusedCallException("over_budget",
                "This takes " + wanted.toPlainString() + ", and of " + limit.text() + " only " + left.toPlainString()
                        + " is left; " + free.map(at -> "there is enough from " + at + " on, if nothing else is done")
                                .orElse("that is more than one call may ever take"),
                details);
    }

    private static List<Limit> limits(List<BudgetRule> rules, String tool) {
        List<Limit> limits = new ArrayList<>();
        rules.stream().filter(rule -> rule.counts(tool)).forEach(rule -> {
            String of = rule.tool().map(name -> " by " + name).orElse("") + " an hour";
            rule.records().ifPresent(most -> limits.add(new Limit(rule, BigDecimal.valueOf(most),
                    cost -> BigDecimal.valueOf(cost.records()), most + " records" + of)));
            rule.money().ifPresent(
                    most -> limits.add(new Limit(rule, most, Cost::money, most.toPlainString() + " of money" + of)));
            rule.messages().ifPresent(most -> limits.add(new Limit(rule, BigDecimal.valueOf(most),
                    cost -> BigDecimal.valueOf(cost.messages()), most + " messages" + of)));
        });
        return limits;
    }

    private record Limit(BudgetRule rule, BigDecimal most, Function<Cost, BigDecimal> amount, String text) {

        BigDecimal left(List<Spent> used) {
            return most.subtract(used(used)).max(BigDecimal.ZERO);
        }

        /** Nobody gains by a sign. */
        BigDecimal of(Cost cost) {
            return amount.apply(cost).abs();
        }

        private BigDecimal used(List<Spent> used) {
            return used.stream().filter(one -> rule.counts(one.tool())).map(one -> of(one.cost()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** When so much was used longer than an hour ago that there is enough; empty when there never is. */
        Optional<Instant> enoughAt(List<Spent> used, BigDecimal wanted) {
            BigDecimal left = most.subtract(used(used));
            for (Spent one : used) {
                left = rule.counts(one.tool()) ? left.add(of(one.cost())) : left;
                if (left.compareTo(wanted) >= 0) {
                    return Optional.of(one.at().plus(HOUR));
                }
            }
            return Optional.empty();
        }
    }
}
