package io.fieldline.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.agent.budget.BudgetRule;
import io.fieldline.agent.personal.Treatment;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

class ClientDirectoryTest {

    private static final String HASH = ApiKeys.hash("flk_key");

    @TempDir
    Path config;
    private final List<String> refused = new ArrayList<>();
    private ClientDirectory directory;

    @BeforeEach
    void openTheFolder() {
        directory = new ClientDirectory(ConfigurationFolder.in(config), refused::add);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(config.resolve("agents"));
        Files.writeString(config.resolve("agents/" + name + ".yaml"), text);
    }

    private String problems(String text) throws IOException {
        write("bot", text);
        directory.rescan();
        return String.join("\n",
                directory.problems().getOrDefault("bot.yaml", List.of()).stream().map(DocumentProblem::message).toList());
    }

    @Test
    void withoutAFolderThereIsNobody() {
        directory.rescan();
        assertThat(directory.all()).isEmpty();
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void aDocumentIsReadWhole() throws IOException {
        write("bot", """
                client: bot
                displayName: Office helper
                keyHash: %s
                oidc: { issuer: "https://id.example", subject: dana, scopes: [fieldline] }
                person: Dana
                tenants: [acme, summit]
                packs: [office]
                writes: [change_customer]
                fields: { phone: token, email: hidden, name: masked, address: clear }
                approvals:
                  - { tool: charge, overAmount: 99.50, by: [Dana, Lee], ask: client }
                  - { overRecords: 10, by: [Kim] }
                budgets:
                  - { records: 50 }
                  - { tool: charge, money: 1000, messages: 5 }
                """.formatted(HASH));
        directory.rescan();
        assertThat(directory.problems()).isEmpty();
        assertThat(directory.find("bot")).contains(new AgentClient("bot", "Office helper", Optional.of(HASH),
                Optional.of(new AgentClient.Bearer("https://id.example", "dana", Set.of("fieldline"))),
                Optional.of("Dana"), Set.of("acme", "summit"), Set.of("office"), Set.of("change_customer"),
                Map.of("phone", Treatment.TOKEN, "email", Treatment.HIDDEN, "name", Treatment.MASKED, "address",
                        Treatment.CLEAR),
                List.of(new ApprovalRule(Optional.of("charge"), Optional.of(new BigDecimal("99.50")), Optional.empty(),
                        List.of("Dana", "Lee"), true),
                        new ApprovalRule(Optional.empty(), Optional.empty(), Optional.of(10L), List.of("Kim"), false)),
                List.of(new BudgetRule(Optional.empty(), Optional.of(50L), Optional.empty(), Optional.empty()),
                        new BudgetRule(Optional.of("charge"), Optional.empty(), Optional.of(new BigDecimal("1000")),
                                Optional.of(5L)))));
    }

    @Test
    void whoMayNothingButReadHasNoWrites() throws IOException {
        write("bot", "client: bot\nkeyHash: " + HASH + "\ntenants: [acme]\n");
        directory.rescan();
        AgentClient client = directory.find("bot").orElseThrow();
        assertThat(client.mayWrite("change_customer")).isFalse();
        assertThat(client.mayWrite(AgentClient.UNDO)).isFalse();
    }

    @Test
    void whoIsAskedAtTheClientHasToSitThereAndWhereKeysAreFetchedNobodyMayAnswerInItsPlace() throws IOException {
        assertThat(problems("""
                client: bot
                keyHash: %s
                oidc: { issuer: "http://id.example", subject: dana }
                tenants: []
                approvals: [ { by: [Dana], ask: client }, { by: [], ask: phone } ]
                """.formatted(HASH))).isEqualTo("""
                bot.yaml: oidc.issuer: must be an https address without a query, such as https://login.example.com \
                (found "http://id.example") (line 3)
                bot.yaml: tenants: must name the tenants that the client may work with (line 4)
                bot.yaml: approvals[0].ask: needs the field person of the document: who sits at the client (line 5)
                bot.yaml: approvals[1].by: must name the persons who may approve (line 5)
                bot.yaml: approvals[1].ask: must be client, or left out (found "phone") (line 5)""");
        assertThat(problems("""
                client: bot
                keyHash: %s
                person: Kim
                tenants: [acme]
                approvals: [ { by: [Dana], ask: client } ]
                """.formatted(HASH)))
                .isEqualTo("bot.yaml: approvals[0].ask: needs Kim among by, who sits at the client (line 5)");
    }

    @Test
    void allThatIsWrongIsNamedByFieldAndRuleAndNoKeyIsQuoted() throws IOException {
        assertThat(problems("""
                client: other
                keyHash: flk_abcdefgh
                packs: office
                writes: [charge, charge]
                fields: { phones: clear, email: shown }
                approvals: [ { tool: charge, overAmount: -1 } ]
                budgets: [ { tool: charge }, { records: some } ]
                budget: 5
                """)).isEqualTo("""
                bot.yaml: budget: is not known here; did you mean budgets? (line 8)
                bot.yaml: client: must be the name of the file, bot (found "other") (line 1)
                bot.yaml: keyHash: must be sha256: and 64 hexadecimal digits, as ./fieldline agents key prints it (line 2)
                bot.yaml: tenants: must name the tenants that the client may work with (line 0)
                bot.yaml: packs: must be a list of texts (found "office") (line 3)
                bot.yaml: writes: must not name anything twice: charge (line 4)
                bot.yaml: fields.phones: is not known here; did you mean phone? (line 5)
                bot.yaml: fields.email: must be one of clear, masked, token, hidden (found "shown") (line 5)
                bot.yaml: approvals[0].by: must name the persons who may approve (line 6)
                bot.yaml: approvals[0].overAmount: must not be negative (found "-1") (line 6)
                bot.yaml: budgets[0]: must limit records, money or messages (line 7)
                bot.yaml: budgets[1].records: must be a whole number (found "some") (line 7)""".replace(" (line 0)", ""));
        assertThat(directory.all()).isEmpty();
        assertThat(refused).singleElement().satisfies(text -> assertThat(text).startsWith("agents/bot.yaml was refused")
                .doesNotContain("flk_abcdefgh"));
    }

    @Test
    void aRefusedDocumentKeepsItsLastGoodVersionAndARemovedOneItsClientNot() throws IOException {
        write("bot", "client: bot\nkeyHash: " + HASH + "\ntenants: [acme]\n");
        directory.rescan();
        write("bot", "client: bot\n");
        directory.rescan();
        directory.rescan();
        assertThat(directory.find("bot")).isPresent();
        assertThat(directory.problems()).containsOnlyKeys("bot.yaml");
        assertThat(refused).hasSize(1);
        Files.delete(config.resolve("agents/bot.yaml"));
        directory.rescan();
        assertThat(directory.find("bot")).isEmpty();
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void aChangeTakesEffectAtTheSecondLookThatFindsItTheSame() throws IOException {
        write("bot", "client: bot\nkeyHash: " + HASH + "\ntenants: [acme]\n");
        directory.scan();
        assertThat(directory.find("bot")).isEmpty();
        directory.scan();
        assertThat(directory.find("bot")).isPresent();
        Files.delete(config.resolve("agents/bot.yaml"));
        directory.scan();
        directory.scan();
        assertThat(directory.find("bot")).isEmpty();
    }

    @Test
    void twoClientsDoNotShareAKey() throws IOException {
        write("bot", "client: bot\nkeyHash: " + HASH + "\ntenants: [acme]\n");
        write("cat", "client: cat\nkeyHash: " + HASH + "\ntenants: [acme]\n");
        directory.rescan();
        assertThat(directory.find("bot")).isPresent();
        assertThat(directory.find("cat")).isEmpty();
        assertThat(directory.problems().get("cat.yaml")).extracting(DocumentProblem::field).containsExactly("keyHash");
    }

    @Test
    void aKeyHas256BitsAndIsKnownByItsHashAlone() {
        String key = ApiKeys.made();
        assertThat(key).matches("flk_[A-Za-z0-9_-]{43}").isNotEqualTo(ApiKeys.made());
        assertThat(ApiKeys.hash(key)).matches("sha256:[0-9a-f]{64}").doesNotContain(key);
        assertThat(ApiKeys.matches(key, ApiKeys.hash(key))).isTrue();
        assertThat(ApiKeys.matches(key.substring(1), ApiKeys.hash(key))).isFalse();
    }
}
