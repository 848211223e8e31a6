package io.fieldline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.tenant.MessageSettings.Mode;
import io.fieldline.tenant.MessageSettings.PerCustomer;
import io.fieldline.tenant.TenantDocumentReader.Outcome;

class MessageSettingsReaderTest {

    private static final String TENANT = """
            tenant: acme
            timeZone: America/Chicago
            servicetitan:
              environment: production
              tenantId: 1001
              appKey: key
              clientId: cid.abc
              clientSecret: secret
            """;
    private static final String MESSAGES = """
            messages:
              mode: redirect
              redirect: { sms: "+15125550100", email: office@acme.example }
              country: CA
              hours: { from: "08:30", until: "24:00" }
              textsPhones: true
              household: 7d
              postalAddress: "12 Main St, Austin, TX 78701"
              linkDomain: links.acme.example
              shortLinks: false
              tracking: { utm_source: fieldline }
              language: es
              perCustomer: { messages: 3, within: 7d }
            """;

    private final TenantDocumentReader reader = new TenantDocumentReader(new ThreeFlows(),
            new Secrets(List.of(new EnvironmentSecrets(name -> null))));

    @Test
    void aTenantThatSaysNothingSendsNothing() {
        assertThat(accepted(TENANT).messages()).isEqualTo(MessageSettings.DEFAULT)
                .satisfies(settled -> assertThat(settled.mode()).isEqualTo(Mode.PREVIEW));
    }

    @Test
    void readsTheWholeBlock() {
        assertThat(accepted(TENANT + MESSAGES).messages()).isEqualTo(new MessageSettings(Mode.REDIRECT,
                Map.of("sms", "+15125550100", "email", "office@acme.example"), "CA", LocalTime.of(8, 30), LocalTime.MAX, true,
                Optional.of(Duration.ofDays(7)), Optional.of("12 Main St, Austin, TX 78701"),
                Optional.of("links.acme.example"), Map.of("utm_source", "fieldline"), "es",
                Optional.of(new PerCustomer(3, Duration.ofDays(7))), false));
    }

    @Test
    void aMemberOfANetworkTakesWhatItLeavesOutFromTheNetwork() {
        String network = """
                tenants:
                  - { tenant: one, servicetitan: { tenantId: 1 } }
                  - { tenant: two, servicetitan: { tenantId: 2 }, messages: { mode: preview } }
                timeZone: America/Chicago
                servicetitan: { environment: production, appKey: key, clientId: cid, clientSecret: secret }
                messages: { mode: live, language: es }
                """;
        assertThat(((Outcome.Accepted) read(network)).tenants())
                .extracting(tenant -> tenant.messages().mode() + " " + tenant.messages().language())
                .containsExactly("LIVE es", "PREVIEW es");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mode: redirect               | mode: lively            | messages.mode               | must be one of preview, redirect, live
            mode: redirect               | mod: redirect           | messages.mod                | did you mean mode
            "+15125550100"               | "512 555 0100"          | messages.redirect.sms       | must be a number with its country code
            office@acme.example          | office                  | messages.redirect.email     | must be an e-mail address
            sms: "+                      | text: "+                | messages.redirect.text      | is not known here
            country: CA                  | country: Canada         | messages.country            | must have two capital letters
            from: "08:30"                | from: early             | messages.hours.from         | must be a time of the day
            until: "24:00"               | until: "08:00"          | messages.hours.until        | must be later than from
            textsPhones: true            | textsPhones: perhaps    | messages.textsPhones        | true or false
            household: 7d                | household: 7            | messages.household          | must be a duration
            links.acme.example           | https://acme.example    | messages.linkDomain         | must be a host in lower case
            utm_source: fieldline        | "a b": fieldline        | messages.tracking.a b       | must be named by letters
            language: es                 | language: Spanish       | messages.language           | must have two letters
            messages: 3, within          | messages: 0, within     | messages.perCustomer.messages | must be 1 to 1000
            messages: 3, within          | within                  | messages.perCustomer.messages | must be given
            messages: 3, within: 7d      | messages: 3             | messages.perCustomer.within | must be given
            """)
    void refusesWithFileFieldAndRule(String good, String bad, String field, String rule) {
        assertThat(MESSAGES).contains(good);
        assertThat(((Outcome.Refused) read(TENANT + MESSAGES.replace(good, bad))).problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("acme.yaml");
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.rule()).contains(rule);
            assertThat(problem.line()).isPositive();
        });
    }

    @Test
    void aTenantThatRedirectsSaysWhere() {
        assertThat(((Outcome.Refused) read(TENANT + "messages: { mode: redirect }\n")).problems()).singleElement().asString()
                .contains("acme.yaml: messages.redirect: must name where messages go");
    }

    private Tenant accepted(String document) {
        return ((Outcome.Accepted) read(document)).tenants().get(0);
    }

    private Outcome read(String document) {
        return reader.read("acme.yaml", document.getBytes(StandardCharsets.UTF_8), SharedSettings.none());
    }
}
