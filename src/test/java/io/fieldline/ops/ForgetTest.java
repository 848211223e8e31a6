package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.tenant.Tenant;

class ForgetTest {

    private static final ObjectNode ARGUMENTS = JsonNodeFactory.instance.objectNode().put("tenant", "acme").put("customer", 5);

    @Test
    void whatOnePlaceKnowsOfTheCustomersRecordsIsErasedInTheOthers() {
        KnowsAJob warehouse = new KnowsAJob();
        KnowsNothing store = new KnowsNothing();

        ObjectNode result = forget(store, warehouse);

        assertThat(store.erased).isEqualTo(Set.of("70"));
        assertThat(result.path("rows").findValuesAsText("table")).containsExactly("dead_letter", "warehouse.jpm_jobs");
        assertThat(result.path("remains").toString()).contains("customer 5", "books", "another customer's", "backups");
    }

    @Test
    void nothingIsErasedWhenAPlaceCannotBeReached() {
        KnowsNothing store = new KnowsNothing();
        KnowsAJob away = new KnowsAJob() {
            @Override
            public void follow(Tenant tenant, CustomerTrail trail) {
                throw new RetryLaterException("the warehouse is away", null);
            }
        };

        assertThatThrownBy(() -> forget(store, away)).isInstanceOf(RetryLaterException.class);
        assertThat(store.erased).isNull();
    }

    private static ObjectNode forget(Forget.Place... places) {
        Tenant acme = new Tenant("acme", "Acme", ZoneId.of("UTC"), null, Map.of(), Map.of());
        return new Forget(new FixedTenants(acme), List.of(places)).run(ARGUMENTS, line -> {
        });
    }

    private static class KnowsAJob implements Forget.Place {

        @Override
        public void follow(Tenant tenant, CustomerTrail trail) {
            trail.follow("job", "70", JsonNodeFactory.instance.objectNode().put("customerId", 5));
        }

        @Override
        public Forget.Erasure erase(Tenant tenant, CustomerTrail trail) {
            return new Forget.Erasure(Map.of("warehouse.jpm_jobs", 1L), List.of("1 row is another customer's"));
        }
    }

    private static final class KnowsNothing implements Forget.Place {

        private Set<String> erased;

        @Override
        public void follow(Tenant tenant, CustomerTrail trail) {
            // Nothing here tells of any record.
        }

        @Override
        public Forget.Erasure erase(Tenant tenant, CustomerTrail trail) {
            erased = Set.copyOf(trail.ids("job"));
            return new Forget.Erasure(Map.of("dead_letter", 1L), List.of());
        }
    }
}
