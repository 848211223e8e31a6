package io.fieldline.store;

import java.util.List;

import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;

final class JdbcBooksEdits implements BooksEditStore {

    private final StateDatabase database;

    JdbcBooksEdits(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void keep(BooksEdit edit) {
        DocumentKey source = edit.entry().source();
        database.update("""
                insert into books_edit (tenant, books, source, family, part, how, revision, since)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant, books, source, family, part) do update set how = excluded.how,
                    revision = excluded.revision
                """, source.tenant(), source.books(), LedgerRows.text(source), edit.entry().family().name(),
                edit.entry().part(), edit.how(), edit.revision(), TimeText.of(edit.since()));
    }

    @Override
    public void remove(EntryKey entry) {
        DocumentKey source = entry.source();
        database.update("delete from books_edit where tenant = ? and books = ? and source = ? and family = ? and part = ?",
                source.tenant(), source.books(), LedgerRows.text(source), entry.family().name(), entry.part());
    }

    @Override
    public List<BooksEdit> list(String tenant, String books) {
        return database.query("""
                select source, family, part, how, revision, since from books_edit where tenant = ? and books = ?
                order by since, source, family, part
                """, row -> new BooksEdit(
                new EntryKey(LedgerRows.source(tenant, books, row.getString(1)), Family.valueOf(row.getString(2)),
                        row.getInt(3)),
                row.getString(4), row.getInt(5), TimeText.parse(row.getString(6))), tenant, books);
    }
}
