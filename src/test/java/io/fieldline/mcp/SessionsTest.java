package io.fieldline.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.fieldline.agent.Door.Caller;

/** Whose a session is. */
class SessionsTest {

    private static final Caller OFFICE = new Caller("office", Optional.empty());
    private static final Caller DANA = new Caller("office", Optional.of("dana"));
    private static final Caller BOOKKEEPER = new Caller("bookkeeper", Optional.empty());

    private final OfficeDoor door = new OfficeDoor();
    private final Set<String> alive = new HashSet<>(Set.of("one", "two"));
    private final Sessions sessions = new Sessions(door, alive::contains, alive::remove);

    @Test
    void aSessionBelongsToTheClientAndPersonThatBeganItAndToNobodyElse() {
        sessions.begin("one", OFFICE);
        assertThat(sessions.belongs("one", OFFICE)).isTrue();
        assertThat(List.of(DANA, BOOKKEEPER)).noneMatch(caller -> sessions.belongs("one", caller));
        assertThat(sessions.belongs("unknown", OFFICE)).isFalse();
        sessions.begin("one", BOOKKEEPER);
        assertThat(sessions.belongs("one", OFFICE)).as("it cannot be taken over").isTrue();
    }

    @Test
    void aSessionThatEndedIsForgotten() {
        sessions.begin("one", OFFICE);
        sessions.begin("two", OFFICE);
        alive.remove("one");
        Set<String> seen = new HashSet<>();
        sessions.each((id, session) -> seen.add(id));
        assertThat(seen).containsExactly("two");
        assertThat(sessions.find("one")).isEmpty();
    }

    @Test
    void ofAClientWithTooManySessionsTheOldestEnds() {
        sessions.begin("of-another", BOOKKEEPER);
        for (int i = 0; i <= Sessions.MOST_OF_A_CLIENT; i++) {
            sessions.begin("s" + i, OFFICE);
        }
        assertThat(sessions.belongs("s0", OFFICE)).isFalse();
        assertThat(sessions.belongs("s1", OFFICE)).isTrue();
        assertThat(sessions.belongs("s" + Sessions.MOST_OF_A_CLIENT, OFFICE)).isTrue();
        assertThat(sessions.belongs("of-another", BOOKKEEPER)).isTrue();
    }

    @Test
    void aChangedListIsToldOnce() {
        Session session = sessions.begin("one", OFFICE);
        assertThat(session.changed()).isFalse();
        session.open("dispatch");
        assertThat(session.changed()).isTrue();
        assertThat(session.changed()).isFalse();
        door.withdrawn.add("dispatch_0");
        assertThat(session.changed()).isTrue();
        assertThat(session.shown()).doesNotContain("dispatch_0").contains("dispatch_1");
    }
}
