package io.fieldline.store;

import java.util.List;

import io.fieldline.agent.policy.Stop;
import io.fieldline.agent.policy.StopStore;

final class JdbcStopStore implements StopStore {

    private final StateDatabase database;

    JdbcStopStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void keep(Stop stop) {
        database.update("insert into agent_stop (client, stopped_by, since) values (?, ?, ?) on conflict (client) do nothing",
                stop.client(), stop.by(), TimeText.of(stop.since()));
    }

    @Override
    public boolean remove(String client) {
        return database.update("delete from agent_stop where client = ?", client) > 0;
    }

    @Override
    public List<Stop> all() {
        return database.query("select client, stopped_by, since from agent_stop order by client",
                row -> new Stop(row.getString(1), row.getString(2), TimeText.parse(row.getString(3))));
    }
}
