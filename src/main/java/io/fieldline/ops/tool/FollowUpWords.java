package io.fieldline.ops.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.fieldline.messaging.FollowUpOutlook;
import io.fieldline.messaging.FollowUpOutlook.Step;
import io.fieldline.ops.tool.FollowUpChoice.Chosen;
import io.fieldline.outreach.Mode;

/** What a plan says of follow-ups: what is approved, and apart from it what depends on the moment at which it is asked. */
final class FollowUpWords {

    private FollowUpWords() {}

    static String customers(List<Chosen> chosen) {
        long number = chosen.stream().map(one -> one.customer().id()).distinct().count();
        return number == 1 ? chosen.get(0).customer().called() : number + " customers";
    }

    static List<String> ofStart(List<Chosen> going) {
        List<String> words = new ArrayList<>();
        switch (going.get(0).outlook().mode()) {
            case PREVIEW -> words.add("The tenant previews its messages: nothing is sent to anybody.");
            case REDIRECT -> words.add("The tenant redirects its messages to itself: customers get none.");
            case LIVE -> words.add("Customers are told; each message is decided about again when its time has come.");
        }
        Map<String, List<Chosen>> same = new LinkedHashMap<>();
        going.forEach(one -> same.computeIfAbsent(steps(one.outlook()), none -> new ArrayList<>()).add(one));
        same.forEach((steps, those) -> words.add(steps + " For " + named(those) + "."));
        return words;
    }

    private static String named(List<Chosen> those) {
        return those.stream().map(one -> one.customer().called() + ", " + one.followUp().subject().record())
                .collect(Collectors.joining("; "));
    }

    private static String steps(FollowUpOutlook outlook) {
        List<String> said = new ArrayList<>();
        for (Step step : outlook.steps()) {
            said.add(message(step, said.isEmpty()) + ": "
                    + step.refusal().map(why -> "not as things are, " + why).orElse("may go"));
        }
        return String.join("; ", said) + ".";
    }

    /** From when on messages may go that would have to wait if the plan were carried out now. */
    static List<String> moments(List<Chosen> going) {
        Map<String, List<Chosen>> same = new LinkedHashMap<>();
        for (Chosen one : going) {
            List<Step> steps = one.outlook().steps();
            for (int number = 0; number < steps.size(); number++) {
                String message = message(steps.get(number), number == 0);
                steps.get(number).waitsUntil().ifPresent(until -> same.computeIfAbsent(
                        message + ": as of now it waits until " + FollowUpTools.MINUTES.format(until),
                        none -> new ArrayList<>()).add(one));
            }
        }
        return same.entrySet().stream().map(entry -> entry.getKey() + ", for " + named(entry.getValue()) + ".").toList();
    }

    private static String message(Step step, boolean first) {
        return channel(step) + " " + step.after().map(after -> when(after, first)).orElse("when the rest of its wait is over");
    }

    private static String channel(Step step) {
        return switch (step.channel()) {
            case SMS -> "Text";
            case EMAIL -> "E-mail";
            case PUSH -> "Push";
            case EVENT -> "Event to the marketing system";
            case ENROLLMENT -> "Into the workflow of the CRM";
        };
    }

    private static String when(Duration after, boolean first) {
        if (after.toHours() == 0) {
            return after.isZero() || first ? "at once" : "within the hour";
        }
        String time = after.toDays() > 0 ? after.toDays() + " days" : after.toHours() + " hours";
        return time + (first ? " from the start" : " later");
    }

    static List<String> ofStop(List<Chosen> going) {
        int waiting = going.stream().mapToInt(one -> one.followUp().waiting()).sum();
        List<String> words = new ArrayList<>();
        words.add("No more messages follow for " + named(going) + ".");
        if (waiting > 0) {
            words.add(waiting + " messages that wait are taken back for good.");
        }
        return words;
    }

    static boolean onlyPreviewed(List<Chosen> going) {
        return going.get(0).outlook().mode() == Mode.PREVIEW;
    }

    /** Those that are left out, each with the reason. */
    static List<String> left(List<Chosen> all) {
        return all.stream().filter(one -> !one.obstacle().isEmpty())
                .map(one -> "Left out: " + one.customer().called() + ": " + one.obstacle().replaceFirst("\\.$", "") + ".")
                .toList();
    }
}
