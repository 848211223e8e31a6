package io.fieldline.mapping;

import static io.fieldline.mapping.DescribedFields.crm;
import static io.fieldline.mapping.WrittenMapping.CHICAGO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mapping.Converted.Problem;
import io.fieldline.sync.pair.FieldRule;
import io.fieldline.sync.pair.Owner;

class FieldMappingTest {

    private static final String LONG_NAME = "a".repeat(250) + "\ud83d\ude00" + "b".repeat(48);

    @Test
    void saysWhichFieldsThereAreWhoOwnsThemAndWhereTheyAre() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: [C.First, C.Last], owner: servicetitan, convert:"
                + " person-name }", "{ servicetitan: doNotMail, crm: C.OptOut, consent: true }",
                "{ servicetitan: \"contacts[type=Email].preferences.marketingUpdatesEnabled\", crm: C.NoNews, consent: false,"
                        + " convert: not }",
                "{ crm: C.Source, convert: { constant: ServiceTitan } }");

        assertThat(mapping.rules()).extracting(FieldRule::field, FieldRule::restrictive).containsExactly(
                tuple("C.First+C.Last", null),
                tuple("C.OptOut", true),
                tuple("C.NoNews", false),
                tuple("C.Source", null));
        assertThat(mapping.rules().get(0).owner()).isEqualTo(Owner.SERVICETITAN);
        assertThat(mapping.rules().get(3).owner()).isEqualTo(Owner.SERVICETITAN);
        assertThat(mapping.servicetitanPaths()).containsExactly("name", "doNotMail",
                "contacts[type=Email].preferences.marketingUpdatesEnabled");
        assertThat(mapping.crmFields()).containsExactly("C.First", "C.Last", "C.OptOut", "C.NoNews", "C.Source");
        assertThat(mapping.crmFields("C.First+C.Last")).containsExactly("C.First", "C.Last");
        assertThat(mapping.servicetitanPaths("C.Source")).isEmpty();
        assertThatThrownBy(() -> mapping.crmFields("C.First")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The mapping test has no field C.First");
    }

    @Test
    void aValueThatCannotBeConvertedIsThatFieldsProblemAndNoOthers() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: A.Name, owner: newest }",
                "{ servicetitan: mail, crm: A.Mail, owner: newest, convert: email }");

        Converted converted = mapping.fromServiceTitan(Map.of("name", "Jane", "mail", "none"), CHICAGO);

        assertThat(converted.values()).containsOnly(Map.entry("A.Name", "Jane"));
        assertThat(converted.problems()).containsExactly(new Problem("A.Mail", "is not an e-mail address"));
    }

    @Test
    void aValueThatWillOnlyBeOverwrittenNeedNotMakeSense() {
        FieldMapping mapping = WrittenMapping
                .of("{ servicetitan: mail, crm: A.Mail, owner: servicetitan, convert: email }");

        assertThat(mapping.fromCrm(Map.of("A.Mail", "none"), CHICAGO).values()).containsEntry("A.Mail", "none");
        assertThat(mapping.fromServiceTitan(Map.of("mail", "none"), CHICAGO).problems()).hasSize(1);
    }

    @Test
    void anEmptiedFieldIsNullOnTheWayInAndOnTheWayOut() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: A.Name, owner: newest }",
                "{ servicetitan: name, crm: [C.First, C.Last], owner: newest, convert: person-name }");

        Converted common = mapping.fromCrm(Map.of("A.Name", " ", "C.First", ""), CHICAGO);

        assertThat(common.values()).containsEntry("A.Name", null).containsEntry("C.First+C.Last", null);
        assertThat(mapping.toCrm(common.values(), CHICAGO).values()).containsOnlyKeys("A.Name", "C.First", "C.Last")
                .containsEntry("C.Last", null);
        assertThat(mapping.toServiceTitan(Collections.singletonMap("A.Name", null), Map.of(), CHICAGO).values())
                .isEqualTo(Collections.singletonMap("name", null));
    }

    @Test
    void aTextLongerThanTheCrmsFieldIsComparedByItsBeginningAndNotCutInAnEmoji() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: A.Name, owner: newest }")
                .fitted(DescribedFields.customer(), crm("A.Name text 251"));

        Map<String, Object> common = mapping.fromServiceTitan(Map.of("name", LONG_NAME), CHICAGO).values();

        assertThat(common).containsEntry("A.Name", "a".repeat(250));
        assertThat(mapping.toCrm(common, CHICAGO).values()).isEqualTo(common);
        assertThat(mapping.fromCrm(common, CHICAGO).values()).isEqualTo(common);
    }

    @Test
    void theLongerTextOfServiceTitanIsNotReplacedByWhatTheCrmHoldsOfIt() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: A.Name, owner: newest, convert: { text: 255 } }");
        Map<String, Object> edited = Map.of("A.Name", "Edited " + "a".repeat(240));

        assertThat(mapping.toServiceTitan(edited, Map.of("name", LONG_NAME), CHICAGO).problems()).singleElement()
                .extracting(Problem::reason).asString().startsWith("ServiceTitan's text is longer than the 255 characters");
        assertThat(mapping.toServiceTitan(edited, Map.of("name", "short"), CHICAGO).values())
                .containsEntry("name", edited.get("A.Name"));
        assertThat(mapping.toServiceTitan(Collections.singletonMap("A.Name", null), Map.of("name", LONG_NAME), CHICAGO)
                .values()).containsEntry("name", null);
    }

    @Test
    void whatTheCrmsFieldCannotHoldIsAProblemUnlessItIsText() {
        FieldMapping mapping = WrittenMapping
                .of("{ servicetitan: mail, crm: A.Mail, owner: newest, convert: email }",
                        "{ servicetitan: kind, crm: A.Kind, owner: servicetitan }",
                        "{ servicetitan: tags, crm: A.Tags, owner: servicetitan, convert: { list: \";\" } }")
                .fitted(Map.of(), crm("A.Mail email 10", "A.Kind choice: Gold, Silver", "A.Tags choices: VIP, Old"));

        Converted crm = mapping.toCrm(
                Map.of("A.Mail", "jane@example.com", "A.Kind", "Bronze", "A.Tags", List.of("VIP", "New")), CHICAGO);

        assertThat(crm.values()).isEmpty();
        assertThat(crm.problems()).containsExactlyInAnyOrder(
                new Problem("A.Mail", "is longer than the 10 characters of A.Mail"),
                new Problem("A.Kind", "\"Bronze\" is not one of the choices of A.Kind: Gold, Silver"),
                new Problem("A.Tags", "\"New\" is not one of the choices of the CRM's field: Old, VIP"));
        assertThat(mapping.toCrm(Map.of("A.Kind", "Gold", "A.Tags", List.of("Old", "VIP")), CHICAGO).values())
                .containsEntry("A.Kind", "Gold").containsEntry("A.Tags", "Old;VIP");
    }

    @Test
    void aCustomFieldTakesTextAndAnIdTakesANumber() {
        FieldMapping mapping = WrittenMapping
                .of("{ servicetitan: \"customFields[typeId=7].value\", crm: A.Limit, owner: crm, convert: decimal }",
                        "{ servicetitan: \"customFields[name=Vip].value\", crm: A.Vip, owner: crm, convert: boolean }",
                        "{ servicetitan: paymentTermId, crm: A.Terms, owner: crm, convert: { lookup: { 12: Net 30 } } }")
                .fitted(DescribedFields.customer(), crm("A.Limit decimal", "A.Vip boolean", "A.Terms"));

        assertThat(mapping.toServiceTitan(Map.of("A.Limit", new BigDecimal("99.5"), "A.Vip", true, "A.Terms", "Net 30"),
                Map.of(), CHICAGO).values()).containsEntry("customFields[typeId=7].value", "99.5")
                .containsEntry("customFields[name=Vip].value", "true").containsEntry("paymentTermId", 12L);
    }

    @Test
    void aCommonValueOfAnotherKindIsAProblemAndNoFailure() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: vip, crm: A.Vip, owner: newest, convert: boolean }",
                "{ servicetitan: tags, crm: A.Tags, owner: newest, convert: { list: \";\" } }",
                "{ servicetitan: name, crm: [A.F, A.G], owner: servicetitan, convert: { jslt: '[., .]' } }");
        Map<String, Object> before = Map.of("A.Vip", "gold", "A.Tags", "b;a", "A.F+A.G", "x");

        assertThat(mapping.toCrm(before, CHICAGO).problems()).containsExactlyInAnyOrder(
                new Problem("A.Vip", "is neither true nor false"),
                new Problem("A.Tags", "would not read back as it was written"),
                new Problem("A.F+A.G", "must be a list of 2 values"));
        assertThat(mapping.toServiceTitan(before, Map.of(), CHICAGO).problems()).hasSize(3);
    }

    @Test
    void anOptionalRowIsLeftOutWhereTheCrmLacksTheField() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: A.Name, owner: newest }",
                "{ servicetitan: balance, crm: A.Balance, owner: servicetitan, convert: decimal, optional: true }");

        assertThat(mapping.fitted(Map.of(), crm("A.Name")).crmFields()).containsExactly("A.Name");
        assertThat(mapping.problems(DescribedFields.customer(), crm("A.Name"))).isEmpty();
        assertThat(mapping.fitted(Map.of(), crm("A.Name", "A.Balance decimal")).crmFields())
                .containsExactly("A.Name", "A.Balance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "us", "USA", "XX" })
    void aCountryIsTwoLettersThatExist(String country) {
        assertThatThrownBy(() -> new MappingContext(country, CHICAGO.timeZone(), Map.of()))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("must be a country's two letters");
    }
}
