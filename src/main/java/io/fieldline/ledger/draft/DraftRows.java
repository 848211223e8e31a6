package io.fieldline.ledger.draft;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;

/** What a draft says in every form. */
final class DraftRows {

    static final List<String> DOCUMENTS = List.of("Form", "Document", "Number", "Day", "Customer", "Total", "Tax", "To",
            "Note");
    static final Set<Integer> DOCUMENT_AMOUNTS = Set.of(5, 6);
    static final List<String> SUMS = List.of("Form", "Documents", "Total", "Tax");
    static final Set<Integer> SUM_AMOUNTS = Set.of(1, 2, 3);
    static final List<String> MISSING = List.of("Documents", "Total", "What is missing", "Nearest in the books");
    static final Set<Integer> MISSING_AMOUNTS = Set.of(0, 1);

    private DraftRows() {}

    /** Those that would be posted, and those that would wait. */
    static List<List<String>> documents(Draft draft) {
        return Stream.concat(draft.posted().stream().map(DraftRows::posted), draft.held().stream().map(DraftRows::held))
                .toList();
    }

    private static List<String> posted(Draft.Posted one) {
        return List.of(word(one.form()), one.document(), one.number(), one.day().toString(),
                one.customer() == Header.NOBODY ? "" : Long.toString(one.customer()),
                one.total().toPlainString(), one.tax().toPlainString(), one.to(), one.note());
    }

    private static List<String> held(Draft.Held one) {
        return List.of("waits", one.document(), one.number(), one.day().toString(), "", one.total().toPlainString(), "", "",
                one.gaps().stream().map(DraftRows::spoken).collect(Collectors.joining("; ")));
    }

    private static String spoken(Gap gap) {
        return gap.reason() + gap.suggestion().map(near -> " (nearest: " + near + ")").orElse("");
    }

    static List<List<String>> sums(Draft draft) {
        return draft.sums().entrySet().stream().map(sum -> List.of(word(sum.getKey()),
                Long.toString(sum.getValue().documents()), sum.getValue().total().toPlainString(),
                sum.getValue().tax().toPlainString())).toList();
    }

    static List<List<String>> missing(Draft draft) {
        return draft.missing().stream().map(one -> List.of(Long.toString(one.documents()), one.total().toPlainString(),
                one.gap().reason(), one.gap().suggestion().orElse(""))).toList();
    }

    static String word(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    /** What else is to be said; empty for nothing. */
    static List<String> notes(Draft draft) {
        Stream<String> older = draft.older() == 0
                ? Stream.of()
                : Stream.of(
                        "Payments and credits that settle an invoice of before the cut-over, which is looked for in the books"
                                + " by its number when they are posted: " + draft.older() + ".");
        return Stream.concat(older, draft.unreadable().stream().map(why -> "could not be read: " + why)).toList();
    }
}
