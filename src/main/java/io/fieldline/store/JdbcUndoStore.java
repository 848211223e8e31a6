package io.fieldline.store;

import java.time.Instant;
import java.util.Optional;

import io.fieldline.agent.audit.UndoStore;
import io.fieldline.agent.tool.ProposalJson;

final class JdbcUndoStore implements UndoStore {

    private final StateDatabase database;

    JdbcUndoStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void keep(KeptUndo undo) {
        database.update("""
                insert into agent_undo (entry, client, tenant, tool, kept_at, cost, recipe) values (?, ?, ?, ?, ?, ?, ?)
                """, undo.entry(), undo.client(), undo.tenant(), undo.tool(), TimeText.of(undo.keptAt()),
                ProposalJson.of(undo.cost()).toString(), ProposalJson.of(undo.recipe()).toString());
    }

    @Override
    public Optional<KeptUndo> find(long entry) {
        return database.find(
                "select client, tenant, tool, kept_at, cost, recipe, undone_at from agent_undo where entry = ?",
                row -> new KeptUndo(entry, row.getString(1), row.getString(2), row.getString(3),
                        TimeText.parse(row.getString(4)), ProposalJson.cost(JsonValues.object(row.getString(5))),
                        ProposalJson.recipe(JsonValues.object(row.getString(6))),
                        Optional.ofNullable(TimeText.parse(row.getString(7)))),
                entry);
    }

    @Override
    public void undone(long entry, Instant at) {
        database.update("update agent_undo set undone_at = ? where entry = ?", TimeText.of(at), entry);
    }

    @Override
    public int removeKeptBefore(Instant instant) {
        return database.update("delete from agent_undo where kept_at < ?", TimeText.of(instant));
    }
}
