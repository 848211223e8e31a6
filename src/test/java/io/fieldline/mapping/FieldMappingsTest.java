package io.fieldline.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.pair.Owner;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

class FieldMappingsTest {

    private static final String SALESFORCE = "customer-salesforce";

    @TempDir
    private Path config;
    private final List<String> refusals = new ArrayList<>();
    private Path folder;
    private FieldMappings mappings;

    @BeforeEach
    void setUp() {
        folder = config.resolve("field-mappings");
        mappings = new FieldMappings(ConfigurationFolder.in(config), refusals::add);
    }

    @Test
    void givesTheShippedMappingsWhereTheOwnerHasNone() {
        assertThat(mappings.names("acme")).containsExactly("customer-hubspot", "customer-hubspot-company",
                "customer-quickbooks", SALESFORCE,
                "job-hubspot", "job-salesforce");
        assertThat(mappings.mapping(SALESFORCE, "acme").crmFields()).contains("Account.Name", "Contact.Email");
    }

    @Test
    void laysTheOwnersDocumentAndThenTheTenantsOverTheShippedOne() throws IOException {
        write("customer-salesforce.yaml", SALESFORCE, "{ crm: Account.Fax, remove: true }");
        write("acme/customer-salesforce.yaml", SALESFORCE, "{ servicetitan: taxExempt, crm: Account.Exempt__c, owner:"
                + " servicetitan, convert: boolean }");

        assertThat(mappings.mapping(SALESFORCE, "acme").crmFields()).contains("Account.Exempt__c")
                .doesNotContain("Account.Fax");
        assertThat(mappings.mapping(SALESFORCE, "bolt").crmFields()).doesNotContain("Account.Exempt__c", "Account.Fax");
    }

    @Test
    void takesAMappingThatOnlyTheOwnerHas() throws IOException {
        write("customer-zoho.yaml", "customer-zoho", "{ servicetitan: name, crm: Accounts.Account_Name, owner: newest }");

        assertThat(mappings.names("acme")).contains("customer-zoho");
        assertThat(mappings.mapping("customer-zoho", "acme").crmFields()).containsExactly("Accounts.Account_Name");
    }

    @Test
    void takesAChangedFileAtTheNextAskAndReadsAnUnchangedOneOnlyOnce() throws IOException {
        FieldMapping before = mappings.mapping(SALESFORCE, "acme");
        assertThat(mappings.mapping(SALESFORCE, "acme")).isSameAs(before);

        write("customer-salesforce.yaml", SALESFORCE, "{ crm: Account.Fax, remove: true }");
        assertThat(mappings.mapping(SALESFORCE, "acme").crmFields()).doesNotContain("Account.Fax");

        Files.delete(folder.resolve("customer-salesforce.yaml"));
        assertThat(mappings.mapping(SALESFORCE, "acme").crmFields()).contains("Account.Fax");
    }

    @Test
    void refusesAWrongFileWithAllItsProblemsAndKeepsTheLastGoodVersion() throws IOException {
        FieldMapping good = mappings.mapping(SALESFORCE, "acme");
        write("customer-salesforce.yaml", SALESFORCE, "{ crm: Account.Fax, owner: me, convert: fone }");

        assertThat(mappings.mapping(SALESFORCE, "acme")).isSameAs(good);
        assertThat(mappings.problems(SALESFORCE, "acme")).extracting(DocumentProblem::file)
                .containsExactly(file("customer-salesforce.yaml"), file("customer-salesforce.yaml"));

        assertThat(refusals).singleElement().asString()
                .startsWith(
                        "The field mapping customer-salesforce of acme was refused, its last good version stays in effect: ")
                .contains("Account.Fax: owner: must be one of");

        write("customer-salesforce.yaml", SALESFORCE, "{ crm: Account.Fax, owner: ask }");
        assertThat(mappings.problems(SALESFORCE, "acme")).isEmpty();
        assertThat(mappings.mapping(SALESFORCE, "acme")).isNotSameAs(good);
    }

    @Test
    void saysWhatIsWrongWhereThereIsNoGoodVersion() throws IOException {
        write("acme/customer-salesforce.yaml", SALESFORCE, "{ crm: Account.Fax, owner: me }");

        assertThatThrownBy(() -> mappings.mapping(SALESFORCE, "acme")).isInstanceOf(MisconfiguredException.class)
                .hasMessageStartingWith(file("acme/customer-salesforce.yaml") + ": Account.Fax: owner: must be one of");
        assertThat(mappings.mapping(SALESFORCE, "bolt").crmFields()).contains("Account.Fax");
    }

    @Test
    void namesTheMappingsThatWereMeant() {
        assertThatThrownBy(() -> mappings.mapping("customer-saleforce", "acme")).isInstanceOf(MisconfiguredException.class)
                .hasMessage("There is no field mapping customer-saleforce; did you mean customer-salesforce?");
    }

    @Test
    void theReferencePageNamesEveryConversionAndOwner() throws IOException {
        String page = Files.readString(Path.of("docs/field-mappings.md"));

        assertThat(Conversions.names()).allSatisfy(name -> assertThat(page).containsPattern("`(\\{ )?" + name + "[`:]"));
        assertThat(Owner.values()).allSatisfy(owner -> assertThat(page).contains("`" + owner.word() + "`"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String file, String mapping, String... rows) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), WrittenMapping.document(rows).replace("mapping: test", "mapping: " + mapping));
    }
}
