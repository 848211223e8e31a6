package io.fieldline.servicetitan.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.servicetitan.customer.CustomerField.AddressPart;
import io.fieldline.servicetitan.customer.CustomerField.ContactPart;
import io.fieldline.servicetitan.customer.CustomerField.CustomValue;
import io.fieldline.servicetitan.customer.CustomerField.Plain;
import io.fieldline.servicetitan.customer.CustomerField.Tags;

class CustomerFieldTest {

    @Test
    void readsWhatAPathMeans() {
        assertThat(CustomerField.of("name")).contains(new Plain("name"));
        assertThat(CustomerField.of("address.zip")).contains(new AddressPart("zip"));
        assertThat(CustomerField.of("tags")).contains(new Tags());
        assertThat(CustomerField.of("contacts[type=Email].preferences.marketingUpdatesEnabled"))
                .contains(new ContactPart("Email", "preferences.marketingUpdatesEnabled"));
        assertThat(CustomerField.of("customFields[typeId=71].value")).contains(new CustomValue(Optional.of(71L), "71"));
    }

    @Test
    void aNameMayHoldBracketsAndBlanks() {
        assertThat(CustomerField.of("customFields[name=Gate [rear] = code].value"))
                .contains(new CustomValue(Optional.empty(), "Gate [rear] = code"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts[memo=x].value", "customFields[typeId=x].value", "customFields[name=x].name",
            "contacts.value", "" })
    void knowsNoOtherPath(String path) {
        assertThat(CustomerField.of(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Email,Ada@Example.com,ada@example.com,true", "MobilePhone,+15125550100,(512) 555-0100,true",
            "MobilePhone,+15125550100,5125550101,false", "Phone,100,5550100,false", "Email,a@x.io,b@x.io,false" })
    void knowsAContactInAnotherSpelling(String type, String wanted, String stored, boolean same) {
        assertThat(Values.sameContact(type, wanted, stored)).isEqualTo(same);
    }
}
