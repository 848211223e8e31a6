package io.fieldline.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edits for the length of a test. */
public final class InMemoryBooksEdits implements BooksEditStore {

    private final Map<EntryKey, BooksEdit> edits = new LinkedHashMap<>();

    @Override
    public void keep(BooksEdit edit) {
        Instant since = edits.containsKey(edit.entry()) ? edits.get(edit.entry()).since() : edit.since();
        edits.put(edit.entry(), new BooksEdit(edit.entry(), edit.how(), edit.revision(), since));
    }

    @Override
    public void remove(EntryKey entry) {
        edits.remove(entry);
    }

    @Override
    public List<BooksEdit> list(String tenant, String books) {
        return edits.values().stream().filter(edit -> edit.entry().source().tenant().equals(tenant))
                .filter(edit -> edit.entry().source().books().equals(books)).sorted(Comparator.comparing(BooksEdit::since)
                        .thenComparing(edit -> edit.entry().source().written()))
                .toList();
    }
}
