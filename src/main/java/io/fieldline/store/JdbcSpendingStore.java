package io.fieldline.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import io.fieldline.agent.budget.SpendingStore;
import io.fieldline.agent.budget.Spent;
import io.fieldline.agent.tool.Cost;

final class JdbcSpendingStore implements SpendingStore {

    private final StateDatabase database;

    JdbcSpendingStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void take(Spent spent, Instant since, Consumer<List<Spent>> allowed) {
        database.unitOfWork().execute(() -> {
            database.turn("agent/" + spent.client());
            database.update("delete from agent_spending where client = ? and at < ?", spent.client(), TimeText.of(since));
            allowed.accept(since(spent.client(), since));
            return database.update(
                    "insert into agent_spending (client, tool, at, records, money, messages) values (?, ?, ?, ?, ?, ?)",
                    spent.client(), spent.tool(), TimeText.of(spent.at()), spent.cost().records(),
                    spent.cost().money().toPlainString(), spent.cost().messages());
        });
    }

    @Override
    public void giveBack(Spent spent) {
        database.update("""
                delete from agent_spending where id = (select max(id) from agent_spending
                where client = ? and tool = ? and at = ? and records = ? and money = ? and messages = ?)
                """, spent.client(), spent.tool(), TimeText.of(spent.at()), spent.cost().records(),
                spent.cost().money().toPlainString(), spent.cost().messages());
    }

    @Override
    public List<Spent> since(String client, Instant since) {
        return database.query(
                "select tool, at, records, money, messages from agent_spending where client = ? and at >= ? order by at, id",
                row -> new Spent(client, row.getString(1), TimeText.parse(row.getString(2)),
                        new Cost(row.getInt(3), new BigDecimal(row.getString(4)), row.getInt(5))),
                client, TimeText.of(since));
    }
}
