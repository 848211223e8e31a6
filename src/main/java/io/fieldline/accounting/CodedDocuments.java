package io.fieldline.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.report.Days;

/** Reads documents of ServiceTitan as they are now, and codes them anew. */
final class CodedDocuments {

    /** So many that what is read around them is read together, and so few that progress is seen. */
    private static final int AT_ONCE = 500;

    private final SourceDocuments documents;
    private final Coding coding;
    private final BooksCatalogue catalogue;
    private final Reading.Ours ours;
    private final Progress progress;
    private final List<String> unreadable = new ArrayList<>();

    CodedDocuments(SourceDocuments documents, Coding coding, BooksCatalogue catalogue, Reading.Ours ours, Progress progress) {
        this.documents = documents;
        this.coding = coding;
        this.catalogue = catalogue;
        this.ours = ours;
        this.progress = progress;
    }

    void between(Days days, Consumer<Coded> found) {
        for (DocumentKind kind : kinds()) {
            String what = "ServiceTitan " + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "s";
            progress.read(what, 0, -1);
            code(kind, what, documents.between(kind, days.from(), days.until()), found);
        }
    }

    private List<DocumentKind> kinds() {
        return Arrays.stream(DocumentKind.values())
                .filter(kind -> kind != DocumentKind.BANK_DEPOSIT || coding.postsDeposits()).toList();
    }

    void byKeys(Collection<DocumentKey> keys, Consumer<Coded> found) {
        Map<DocumentKind, Set<Long>> ids = keys.stream().collect(Collectors.groupingBy(DocumentKey::kind, TreeMap::new,
                Collectors.mapping(DocumentKey::id, Collectors.toSet())));
        ids.forEach((kind, some) -> code(kind, "ServiceTitan, of other days", documents.byIds(kind, some), found));
    }

    private void code(DocumentKind kind, String what, List<Map<String, Object>> rows, Consumer<Coded> found) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Map<String, Object>> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            Reading reading = Reading.of(kind, some, documents, coding, catalogue, ours);
            Coded.of(reading).forEach(found);
            reading.refused().stream().map(ReadPage.Refused::why).map(Exception::getMessage).forEach(unreadable::add);
            progress.read(what, from + some.size(), rows.size());
        }
        if (rows.isEmpty()) {
            progress.read(what, 0, 0);
        }
    }

    /** Why records could not be read; a sentence for each. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
