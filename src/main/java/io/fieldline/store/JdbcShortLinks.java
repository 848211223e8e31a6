package io.fieldline.store;

import java.time.Instant;
import java.util.Optional;

import io.fieldline.outreach.ShortLinks;

final class JdbcShortLinks implements ShortLinks {

    private final StateDatabase database;

    JdbcShortLinks(StateDatabase database) {
        this.database = database;
    }

    @Override
    public String keep(String code, String token, String target, Instant now) {
        database.update("insert into short_link (code, token, target, created_at) values (?, ?, ?, ?) on conflict do nothing",
                code, token, target, TimeText.of(now));
        return database.find("select code from short_link where token = ? and target = ?", row -> row.getString(1), token,
                target).orElseThrow(() -> new IllegalStateException("the code of a link was given to another one before"));
    }

    @Override
    public Optional<String> target(String code) {
        return database.find("select target from short_link where code = ?", row -> row.getString(1), code);
    }

    @Override
    public int removeOfNoMessage() {
        return database.update("delete from short_link where not exists (select 1 from outbox_message where "
                + "outbox_message.token = short_link.token)");
    }
}
