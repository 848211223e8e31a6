package io.fieldline.mapping;

import static io.fieldline.mapping.DescribedFields.crm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.sync.pair.SideField;
import io.fieldline.tenant.DocumentProblem;

/** What is said about a row that the fields of the two sides do not allow. */
class SideCheckTest {

    private static final Map<String, SideField> CRM = crm("Account.Name text 255", "Account.Phone phone 40",
            "Account.Balance decimal", "Account.Vip boolean", "Account.Since date", "Account.Seen date_time",
            "Account.Score integer", "Account.Kind choice: Household, Business", "Account.Tags choices",
            "Account.Id text readonly",
            "Account.Blob other");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { servicetitan: nme, crm: Account.Name, owner: newest }              | Account.Name: servicetitan: ServiceTitan has no field nme; did you mean name?
            { servicetitan: "contacts[type=Email].vale", crm: Account.Name, owner: newest } | Account.Name: servicetitan: ServiceTitan has no field contacts[type=Email].vale; did you mean contacts[].value
            { servicetitan: "contacts[type=Mail].value", crm: Account.Name, owner: newest } | Account.Name: servicetitan: contacts[].type is never "Mail"; did you mean Email
            { servicetitan: "contacts[kind=Email].value", crm: Account.Name, owner: newest } | Account.Name: servicetitan: ServiceTitan has no field contacts[].kind
            { servicetitan: address, crm: Account.Name, owner: newest }          | Account.Name: servicetitan: ServiceTitan has no field address; did you mean
            { servicetitan: name, crm: Account.Nme, owner: newest }              | Account.Nme: crm: the CRM has no field Account.Nme; did you mean Account.Name
            { servicetitan: name, crm: Acount.Name, owner: newest }              | Acount.Name: crm: the CRM has no object Acount; did you mean Account.Name
            { servicetitan: name, crm: Account.Id, owner: newest }               | Account.Id: crm: Account.Id cannot be written in the CRM, but with the owner newest values travel there: let crm own the field
            { servicetitan: balance, crm: Account.Balance, owner: newest, convert: decimal } | Account.Balance: servicetitan: balance cannot be written in ServiceTitan, but with the owner newest values travel there: let servicetitan own the field
            { servicetitan: "contacts[type=Phone].phoneSettings.doNotText", crm: Account.Vip, consent: true } | Account.Vip: servicetitan: contacts[type=Phone].phoneSettings.doNotText cannot be written in ServiceTitan, but a consent reaches both sides
            { servicetitan: balance, crm: Account.Vip, owner: servicetitan, convert: decimal } | Account.Vip: crm: Account.Vip is of the type boolean, which the conversion decimal does not take
            { servicetitan: active, crm: Account.Since, owner: servicetitan, convert: date } | Account.Since: servicetitan: active is of the type boolean, which the conversion date does not take
            { servicetitan: name, crm: Account.Score, owner: servicetitan }      | Account.Score: crm: Account.Score is of the type integer, which the conversion text does not take
            { servicetitan: tags, crm: Account.Name, owner: servicetitan }       | Account.Name: servicetitan: tags is of the type choices, which the conversion text does not take
            { servicetitan: name, crm: Account.Name, owner: newest, convert: { text: 300 } } | Account.Name: crm: the row declares 300 characters, but Account.Name takes 255
            { servicetitan: type, crm: Account.Kind, owner: servicetitan, convert: { lookup: { Residential: House } } } | Account.Kind: crm: "House" is not one of the choices of Account.Kind; did you mean Household?
            { servicetitan: active, crm: Account.Kind, owner: servicetitan, convert: { account-status: { active: Business, inactive: Closed } } } | Account.Kind: crm: "Closed" is not one of the choices of Account.Kind
            { crm: Account.Kind, convert: { constant: Shop } }                   | Account.Kind: crm: "Shop" is not one of the choices of Account.Kind
            { crm: Account.Score, convert: { constant: many } }                  | Account.Score: crm: Account.Score is of the type integer, which the conversion constant does not take
            """)
    void namesFileRowAndRule(String row, String problem) {
        assertThat(WrittenMapping.of(row).problems(DescribedFields.customer(), CRM)).singleElement()
                .extracting(DocumentProblem::message).asString().startsWith("test.yaml: " + problem).endsWith(" (line 3)");
    }

    @Test
    void aDateMayNotTakeTheTimeOfDayFromServiceTitan() {
        SideField time = new SideField("seenOn", "Seen", SideField.Type.DATE_TIME, true, false, 0, Set.of());

        assertThat(WrittenMapping.of("{ servicetitan: seenOn, crm: Account.Since, owner: newest, convert: date }")
                .problems(Map.of("seenOn", time), CRM)).singleElement().extracting(DocumentProblem::rule).asString()
                .startsWith("seenOn holds a time of day, which the conversion date would lose");
    }

    @Test
    void twoRowsMayNotBothWriteOneServiceTitanField() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: Account.Name, owner: newest }",
                "{ servicetitan: name, crm: Account.Blob, owner: ask }");

        assertThat(mapping.problems(DescribedFields.customer(), CRM)).extracting(DocumentProblem::message).containsExactly(
                "test.yaml: Account.Blob: servicetitan: name is written by Account.Name already: let servicetitan own the"
                        + " field in one of the two rows (line 4)");
    }

    @Test
    void rowsThatFitAreNotComplainedAbout() {
        assertThat(WrittenMapping.of("{ servicetitan: name, crm: Account.Name, owner: newest }",
                "{ servicetitan: \"contacts[type=Phone].value\", crm: Account.Phone, owner: newest, convert: phone }",
                "{ servicetitan: balance, crm: Account.Balance, owner: servicetitan, convert: currency }",
                "{ servicetitan: doNotMail, crm: Account.Vip, consent: true }",
                "{ servicetitan: createdOn, crm: Account.Since, owner: servicetitan, convert: date }",
                "{ servicetitan: modifiedOn, crm: Account.Seen, owner: servicetitan, convert: date-time }",
                "{ servicetitan: id, crm: Account.Score, owner: servicetitan, convert: integer }",
                "{ servicetitan: type, crm: Account.Kind, owner: newest, convert: { lookup: { Residential: Household, Commercial:"
                        + " Business } } }",
                "{ servicetitan: tags, crm: Account.Tags, owner: newest, convert: { list: \";\" } }",
                "{ servicetitan: id, crm: Account.Blob, owner: servicetitan }",
                "{ servicetitan: \"customFields[name=Anything].value\", crm: Account.Id, owner: crm }")
                .problems(DescribedFields.customer(), CRM)).isEmpty();
    }

    @Test
    void aCustomFieldIsCheckedByNameWhereTheTenantsAreKnown() {
        Map<String, SideField> known = new HashMap<>(DescribedFields.customer());
        known.put("customFields[name=Referral source].value", known.get("customFields[].value"));
        known.put("customFields[].name", new SideField("customFields[].name", "", SideField.Type.CHOICE, false, false, 0,
                Set.of("Referral source")));

        assertThat(
                WrittenMapping.of("{ servicetitan: \"customFields[name=Referal source].value\", crm: Account.Id, owner: crm }")
                        .problems(known, CRM))
                .singleElement().extracting(DocumentProblem::rule)
                .isEqualTo("customFields[].name is never \"Referal source\"; did you mean Referral source?");
    }
}
