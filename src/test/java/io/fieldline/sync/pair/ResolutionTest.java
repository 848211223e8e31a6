package io.fieldline.sync.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;

/** A person decides, and the pair follows by the same rules as ever. */
class ResolutionTest {

    private static final PairKey KEY = new PairKey("acme", "customer", "crm");
    private static final PlainMapping MAPPING = new PlainMapping(new FieldRule("name", Owner.NEWEST, null),
            new FieldRule("email", Owner.NEWEST, null), new FieldRule("tier", Owner.ASK, null),
            new FieldRule("note", Owner.ASK, null));

    private Instant now = Instant.parse("2026-05-01T08:00:00Z");
    private final MemorySide serviceTitan = new MemorySide("st", () -> now, false);
    private final MemorySide crm = new MemorySide("crm", () -> now, true);
    private final PairStores stores = new PairStores(new InMemoryPairLinkStore(), new InMemoryConflictStore(),
            new InMemoryMatchIndex());

    @Test
    void theSideThatAPersonChoosesIsRightForEveryField() {
        bothChanged();

        resolve("servicetitan", Map.of());

        assertThat(crm.value("crm1", "tier")).isEqualTo("Gold");
        assertThat(crm.value("crm1", "note")).isEqualTo("from here");
        assertThat(stores.conflicts().list(null, null, 9)).isEmpty();
    }

    @Test
    void aPersonMayChooseFieldByField() {
        bothChanged();

        resolve(null, Map.of("tier", "crm"));
        assertThat(serviceTitan.value("st1", "tier")).isEqualTo("Silver");
        assertThat(conflict().details()).containsOnlyKeys("note");

        resolve("servicetitan", Map.of());
        assertThat(crm.value("crm1", "note")).isEqualTo("from here");
    }

    @Test
    void aChangeMadeSinceThePersonLookedIsAskedAboutAgain() {
        bothChanged();
        Conflict seen = conflict();
        crm.edit("crm1", "tier", "Bronze");
        crm.edit("crm1", "note", "from here");

        resolution().resolve(seen, "servicetitan", Map.of());

        assertThat(crm.value("crm1", "tier")).isEqualTo("Bronze");
        assertThat(conflict().details()).containsOnlyKeys("tier");
    }

    @Test
    void theCandidateThatAPersonChoosesIsThePartner() {
        twoCandidates();

        resolve("crm2", Map.of());

        assertThat(crm.records.get("crm2").otherId()).isEqualTo("st1");
        assertThat(crm.records.get("crm1").otherId()).isNull();
        assertThat(stores.conflicts().list(null, null, 9)).isEmpty();
    }

    @Test
    void aPersonMaySayThatItIsNoneOfTheCandidates() {
        twoCandidates();

        resolve("new", Map.of());

        assertThat(crm.records).hasSize(3);
        assertThat(crm.records.get("crm3").otherId()).isEqualTo("st1");
        assertThat(stores.conflicts().list(null, null, 9)).isEmpty();
    }

    @Test
    void aDecisionThatDoesNotFitIsRefusedAndSaysWhatFits() {
        twoCandidates();

        assertThatThrownBy(() -> resolve("crm9", Map.of())).isInstanceOf(MisconfiguredException.class)
                .hasMessage("Conflict 1 is about candidates: take one of [crm1, crm2], or new, not crm9");
        assertThatThrownBy(() -> resolve(null, Map.of())).hasMessageContaining("take the id of a candidate, or new");
        assertThat(crm.writes).isEmpty();
        assertThat(stores.conflicts().list(null, null, 9)).hasSize(1);
    }

    @Test
    void aRecordDeletedInTheCrmComesBackWhenAPersonSaysSo() {
        customer("Ada", "ada@example.com");
        customersChanged();
        crm.state("crm1", SideRecord.State.DELETED, null);
        now = now.plusSeconds(120);
        reconciler().recordsChanged(List.of(crm.records.get("crm1")));

        crm.records.remove("crm1");
        resolve("recreate", Map.of());

        assertThat(crm.records).hasSize(1);
        assertThat(crm.value("crm2", "name")).isEqualTo("Ada");
        assertThat(stores.conflicts().list(null, null, 9)).isEmpty();
    }

    @Test
    void aRecordDeletedInTheCrmMayMakeItsCustomerInactive() {
        String customer = customer("Ada", "ada@example.com");
        customersChanged();
        crm.state("crm1", SideRecord.State.DELETED, null);
        now = now.plusSeconds(120);
        reconciler().recordsChanged(List.of(crm.records.get("crm1")));

        resolve("deactivate", Map.of());

        assertThat(serviceTitan.records.get(customer).state()).isEqualTo(SideRecord.State.INACTIVE);
        assertThat(stores.conflicts().list(null, null, 9)).isEmpty();
    }

    private void bothChanged() {
        customer("Ada", null);
        serviceTitan.edit("st1", "tier", "Basic");
        customersChanged();
        serviceTitan.edit("st1", "tier", "Gold");
        serviceTitan.edit("st1", "note", "from here");
        crm.edit("crm1", "tier", "Silver");
        crm.edit("crm1", "note", "from there");
        customersChanged();
        assertThat(conflict().details()).containsOnlyKeys("tier", "note");
    }

    private void twoCandidates() {
        customer("Ada", "ada@example.com");
        now = now.plusSeconds(60);
        for (String id : List.of(crm.seed(Map.of("name", "Ada", "email", "ada@example.com")),
                crm.seed(Map.of("name", "Ada L.", "email", "ada@example.com")))) {
            stores.index().put("acme", "crm", Map.of(id, MAPPING.keysOfCrm(crm.records.get(id))));
        }
        customersChanged();
    }

    private String customer(String name, String email) {
        Map<String, Object> fields = new HashMap<>(Map.of("name", name));
        if (email != null) {
            fields.put("email", email);
        }
        return serviceTitan.seed(fields);
    }

    private void customersChanged() {
        now = now.plusSeconds(1);
        reconciler().customersChanged(List.copyOf(serviceTitan.records.values()));
    }

    private Conflict conflict() {
        return stores.conflicts().list(null, null, 9).get(0);
    }

    private void resolve(String take, Map<String, String> fields) {
        now = now.plusSeconds(1);
        resolution().resolve(conflict(), take, fields);
    }

    private Resolution resolution() {
        return new Resolution(sides(), stores, reconciler(), () -> now);
    }

    private PairSides sides() {
        return new PairSides(serviceTitan, crm, MAPPING);
    }

    private Reconciler reconciler() {
        PairRules rules = new PairRules(true, true, any -> true, 50, PairRules.DeletedInCrm.ASK,
                PairRules.MergedInServiceTitan.ASK, Duration.ofMinutes(1));
        return new Reconciler(KEY, sides(), stores, rules, new CreationCap(50), () -> now);
    }
}
