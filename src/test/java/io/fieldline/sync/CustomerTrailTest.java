package io.fieldline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.sync.CustomerTrail.Relation;

class CustomerTrailTest {

    private final CustomerTrail trail = new CustomerTrail(5);

    @Test
    void aRecordThatNamesTheCustomerAtAnyDepthIsItsOwn() {
        assertThat(trail.relation("job", "1", json("{'customerId': 5}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation("call", "1", json("{'leadCall': {'customer': {'id': '5'}}}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation("job", "1", json("{'customerId': 55}"))).isEqualTo(Relation.NONE);
    }

    @Test
    void aRecordThatNamesNoCustomerBelongsToTheOwnerOfTheJobThatItNames() {
        trail.follow("job", "70", json("{'customer_id': '5'}"));

        assertThat(trail.relation(null, "1", json("{'job_id': '70'}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation("project", "1", json("{'jobIds': [69, 70]}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation(null, "1", json("{'owners': [{'type': 'Job', 'id': 70}]}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation(null, "70", json("{'invoiceId': 70}"))).isEqualTo(Relation.NONE);
    }

    @Test
    void aRecordOfAnotherCustomerIsSharedAndNotErased() {
        trail.follow("location", "50", json("{'customerId': 5}"));

        assertThat(trail.relation("job", "1", json("{'customerId': 6, 'locationId': 50}"))).isEqualTo(Relation.SHARED);
        assertThat(trail.relation("job", "1", json("{'customerId': 0, 'locationId': 50}"))).isEqualTo(Relation.OWN);
    }

    @Test
    void aMergedCustomerIsTheOneItWasMergedInto() {
        assertThat(trail.follow("customer", "4", json("{'mergedToId': 5}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation("job", "1", json("{'customerId': 4}"))).isEqualTo(Relation.OWN);
    }

    @Test
    void aCallThatSaysNothingOfItsCallerIsFoundThroughTheJobItLedTo() {
        trail.follow("job", "70", json("{'customerId': 5, 'leadCallId': 900}"));

        assertThat(trail.relation("call", "900", json("{'from': '5125550100'}"))).isEqualTo(Relation.OWN);
        assertThat(trail.relation("call", "900", json("{'customer': {'id': 6}}"))).isEqualTo(Relation.SHARED);
    }

    @Test
    void whatAPaymentIsAppliedToIsAnInvoiceAndWordsAreNoIds() {
        trail.follow("invoice", "90", json("{'customer': {'id': 5}}"));

        assertThat(trail.relation("payment", "1", json("{'appliedTo': [{'appliedId': 1, 'appliedTo': 90}]}")))
                .isEqualTo(Relation.OWN);
        assertThat(trail.relation(null, "1", json("{'customer': 'Somebody', 'invoiceId': 90}"))).isEqualTo(Relation.OWN);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
