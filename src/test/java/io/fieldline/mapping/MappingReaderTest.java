package io.fieldline.mapping;

import static io.fieldline.mapping.WrittenMapping.document;
import static io.fieldline.mapping.WrittenMapping.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.mapping.MappingReader.Layer;
import io.fieldline.mapping.MappingReader.Outcome;
import io.fieldline.sync.pair.Owner;
import io.fieldline.tenant.DocumentProblem;

/** What is said about a document that is wrong, and how documents are laid over each other. */
class MappingReaderTest {

    private static final String GOOD = "{ servicetitan: name, crm: A.Good, owner: newest }";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { servicetitan: name, crm: A.F }                                              | A.F: owner: must be given: servicetitan, crm, newest, only-if-empty, ask (line 4)
            { servicetitan: name, crm: A.F, owner: newst }                                | A.F: owner: must be one of servicetitan, crm, newest, only-if-empty, ask (found "newst") (line 4)
            { servicetitan: name, crm: A.F, owner: ask, ownr: ask }                       | A.F: ownr: is not known here; did you mean owner? (line 4)
            { crm: A.F, owner: newest }                                                   | A.F: servicetitan: must be given, unless the conversion is constant (line 4)
            { servicetitan: name, owner: newest }                                         | fields[1].crm: must be the CRM's object and field, such as Account.Name, or a list of them (line 4)
            { servicetitan: name, crm: Name, owner: newest }                              | fields[1].crm: must be the CRM's object and field, such as Account.Name, or a list of them (found "Name") (line 4)
            { servicetitan: name, crm: [], owner: newest }                                | fields[1].crm: must be the CRM's object and field, such as Account.Name, or a list of them (found a list) (line 4)
            { servicetitan: "contacts[type].value", crm: A.F, owner: newest }             | A.F: servicetitan: must be a path such as address.street, contacts[type=Email].value or customFields[typeId=12].value (found "contacts[type].value") (line 4)
            name                                                                          | fields[1]: must be a row (found "name") (line 4)
            { servicetitan: name, crm: A.Good, owner: newest }                            | A.Good: crm: A.Good must have one row only (another one is on line 3 of test.yaml) (line 4)
            { servicetitan: name, crm: [A.Good, A.F], owner: newest, convert: person-name } | A.Good+A.F: crm: A.Good must have one row only (another one is on line 3 of test.yaml) (line 4)
            { servicetitan: name, crm: A.F, owner: newest, optional: maybe }              | A.F: optional: must be true or false (found "maybe") (line 4)
            { servicetitan: doNotMail, crm: A.F, consent: true, owner: newest }           | A.F: owner: must not be given for a consent: the value that permits less wins, whichever side it comes from (line 4)
            { servicetitan: doNotMail, crm: A.F, consent: 'yes' }                         | A.F: consent: must be true or false (found "yes") (line 4)
            { servicetitan: doNotMail, crm: A.F, consent: true, convert: text }           | A.F: convert: must be boolean or not for a consent (found "text") (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: fone }                | A.F: convert: must be a conversion (found "fone"; did you mean phone?); known: account-status, boolean, constant, currency, date, date-time, decimal, email, integer, jslt, lines, list, lookup, not, person-name, phone, text (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: [text] }              | A.F: convert: must be a conversion's name, such as email, or one with its option, such as { text: 255 } (found a list) (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { email: x } }        | A.F: convert.email: takes no option: write convert: email (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { text: long } }      | A.F: convert.text: must be a whole number (found "long") (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { text: 0 } }         | A.F: convert.text: must be a whole number above zero (found 0) (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: list }                | A.F: convert: needs the separator, such as { list: ";" } (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: lookup }              | A.F: convert: needs a table, such as { lookup: { Residential: Household } }, or the name of one, such as { lookup: campaigns } (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { lookup: {} } }      | A.F: convert.lookup: needs at least one value in its table (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { lookup: { a: X, b: X } } } | A.F: convert: the conversion lookup cannot be reversed, but with the owner newest values travel to ServiceTitan: give each ServiceTitan value a CRM value of its own, or let servicetitan own the field (line 4)
            { servicetitan: active, crm: A.F, owner: newest, convert: { account-status: { active: A } } } | A.F: convert.account-status: needs words for inactive, such as { account-status: { active: Active, inactive: Closed } } (line 4)
            { servicetitan: active, crm: A.F, owner: newest, convert: { account-status: { active: A, inactive: [B, a] } } } | A.F: convert.account-status: must not say "A" for both active and inactive (line 4)
            { servicetitan: active, crm: A.F, owner: newest, convert: { account-status: { active: A, inactive: B, gone: C } } } | A.F: convert.account-status.gone: is not known here; known: active, inactive (line 4)
            { crm: A.F, convert: constant }                                               | A.F: convert: needs the value, such as { constant: Customer } (line 4)
            { crm: A.F, owner: crm, convert: { constant: x } }                            | A.F: owner: must be servicetitan or only-if-empty for a constant (found "crm") (line 4)
            { servicetitan: name, crm: A.F, convert: { constant: x } }                    | A.F: convert: the conversion constant takes no ServiceTitan field and one CRM field (found 1 and 1) (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: person-name }         | A.F: convert: the conversion person-name takes one ServiceTitan field and two CRM fields, the first name's before the last name's (found 1 and 1) (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: lines }               | A.F: convert: the conversion lines takes several ServiceTitan fields and one CRM field (found 1 and 1) (line 4)
            { servicetitan: [name, type], crm: A.F, owner: newest }                       | A.F: convert: the conversion text takes one ServiceTitan field and one CRM field (found 2 and 1) (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { jslt: '. + 1' } }   | A.F: convert: the conversion jslt cannot be reversed, but with the owner newest values travel to ServiceTitan: add to-servicetitan, or let servicetitan own the field (line 4)
            { servicetitan: name, crm: A.F, owner: newest, convert: { jslt: { to-servicetitan: . } } } | A.F: convert: the conversion jslt cannot be reversed, but with the owner newest values travel to the CRM: add to-crm, or let crm own the field (line 4)
            { servicetitan: name, crm: A.F, owner: servicetitan, convert: { jslt: 'foo(.)' } } | A.F: convert.jslt: must be an expression in JSLT: No such function: 'foo' at <inline>:1:1 (line 4)
            { servicetitan: name, crm: A.F, owner: servicetitan, convert: { jslt: { to-cm: . } } } | A.F: convert.jslt.to-cm: is not known here; did you mean to-crm? (line 4)
            { servicetitan: name, crm: A.F, owner: servicetitan, convert: jslt }          | A.F: convert: needs an expression, such as { jslt: '"Job " + .' }, or one each way: { jslt: { to-crm: ..., to-servicetitan: ... } } (line 4)
            { crm: A.F, remove: true }                                                    | A.F: remove: must be of a row that is there; known: A.Good (line 4)
            """)
    void namesFileRowAndRule(String row, String problem) {
        assertThat(WrittenMapping.problemsOf(GOOD, row)).contains("test.yaml: " + problem);
    }

    @Test
    void listsEverythingThatIsWrongAtOnce() {
        assertThat(WrittenMapping.problemsOf("{ servicetitan: name, crm: A.F, owner: me, convert: fone }",
                "{ servicetitan: name, crm: A.G }")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mapping: other\\nfields: []       | test.yaml: mapping: must be the file's name, test (found "other") (line 1)
            fields: []                        | test.yaml: mapping: must be given: the file's name, test
            mapping: test                     | test.yaml: fields: must be a list of rows
            mapping: test\\nfields: {}        | test.yaml: fields: must be a list of rows (line 2)
            mapping: test\\nfields: []\\nfield: [] | test.yaml: field: is not known here; did you mean fields? (line 3)
            mapping: test\\nfields: [         | test.yaml: must be well-formed YAML: check indentation, colons, brackets and quotes near column 10 (line 2)
            mapping: test\\noptional: yes please\\nfields: [] | test.yaml: optional: must be a list of texts (found "yes please") (line 2)
            """)
    void refusesADocumentThatIsNoMapping(String text, String problem) {
        Outcome outcome = MappingReader.read("test", List.of(layer("test.yaml", text.replace("\\n", "\n") + "\n")));

        assertThat(outcome.mapping()).isEmpty();
        assertThat(outcome.problems()).extracting(DocumentProblem::message).contains(problem);
    }

    @Test
    void aLaterDocumentChangesAddsAndRemovesRows() {
        Layer shipped = layer("test.yaml", document("{ servicetitan: name, crm: A.Name, owner: newest, convert: { text: 80 } }",
                "{ servicetitan: balance, crm: A.Balance, owner: servicetitan, convert: decimal }",
                "{ servicetitan: type, crm: A.Type, owner: servicetitan }"));
        Layer owner = layer("config/test.yaml",
                document("{ crm: A.Name, owner: servicetitan }", "{ crm: A.Balance, remove: true }"));
        Layer tenant = layer("config/acme/test.yaml",
                document("{ servicetitan: doNotService, crm: A.Blocked, owner: servicetitan, convert: boolean }",
                        "{ crm: A.Name, convert: text }"));

        Outcome outcome = MappingReader.read("test", List.of(shipped, owner, tenant));

        assertThat(outcome.problems()).isEmpty();
        FieldMapping mapping = outcome.mapping().orElseThrow();
        assertThat(mapping.crmFields()).containsExactly("A.Name", "A.Type", "A.Blocked");
        assertThat(mapping.rules().get(0).owner()).isEqualTo(Owner.SERVICETITAN);
        assertThat(mapping.fromServiceTitan(Map.of("name", "x".repeat(90)), WrittenMapping.CHICAGO).values().get("A.Name"))
                .asString().hasSize(90);
    }

    @Test
    void aProblemNamesTheDocumentThatItWasWrittenIn() {
        Layer shipped = layer("test.yaml", document(GOOD));
        Layer tenant = layer("config/acme/test.yaml", document("{ crm: A.Good, owner: me }"));

        assertThat(MappingReader.read("test", List.of(shipped, tenant)).problems()).extracting(DocumentProblem::message)
                .containsExactly("config/acme/test.yaml: A.Good: owner: must be one of servicetitan, crm, newest,"
                        + " only-if-empty, ask (found \"me\") (line 3)");
    }

    @Test
    void aConsentCannotBeGivenAnOwnerByALaterDocument() {
        Layer shipped = layer("test.yaml", document("{ servicetitan: doNotMail, crm: A.OptOut, consent: true }"));
        Layer tenant = layer("config/acme/test.yaml", document("{ crm: A.OptOut, owner: newest }"));

        assertThat(MappingReader.read("test", List.of(shipped, tenant)).problems()).singleElement()
                .extracting(DocumentProblem::message).asString()
                .startsWith("config/acme/test.yaml: A.OptOut: owner: must not be given for a consent");
    }

    @Test
    void aRowThatIsRemovedMayNotBeChangedAtTheSameTime() {
        Layer shipped = layer("test.yaml", document(GOOD));
        Layer tenant = layer("config/test.yaml", document("{ crm: A.Good, owner: crm, remove: true }"));

        assertThat(MappingReader.read("test", List.of(shipped, tenant)).problems()).extracting(DocumentProblem::message)
                .containsExactly("config/test.yaml: A.Good: remove: must stand alone: a row is removed or changed (line 3)");
    }
}
