package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.fieldline.agent.approval.Notice;
import io.fieldline.agent.approval.NoticeStore;

final class JdbcNoticeStore implements NoticeStore {

    private static final String SELECT = "select plan, person, attempts, next_at, told_at, problem from agent_notice ";

    private final StateDatabase database;

    JdbcNoticeStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Notice> find(String plan, String person) {
        return database.find(SELECT + "where plan = ? and person = ?", JdbcNoticeStore::notice, plan, person);
    }

    @Override
    public List<Notice> of(String plan) {
        return database.query(SELECT + "where plan = ? order by person", JdbcNoticeStore::notice, plan);
    }

    @Override
    public void keep(Notice notice) {
        database.update("""
                insert into agent_notice (plan, person, attempts, next_at, told_at, problem) values (?, ?, ?, ?, ?, ?)
                on conflict (plan, person) do update set attempts = excluded.attempts, next_at = excluded.next_at,
                    told_at = excluded.told_at, problem = excluded.problem
                """, notice.plan(), notice.person(), notice.attempts(), TimeText.of(notice.nextAt()),
                notice.toldAt().map(TimeText::of).orElse(null), notice.problem());
    }

    /** Those about plans that are not kept any more. */
    int removeOrphans() {
        return database.update("delete from agent_notice where plan not in (select id from agent_plan)");
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(row.getString(1), row.getString(2), row.getInt(3), TimeText.parse(row.getString(4)),
                Optional.ofNullable(row.getString(5)).map(TimeText::parse), row.getString(6));
    }
}
