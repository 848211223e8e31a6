package io.fieldline.servicetitan.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.FaultyServiceTitan;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.FaultyServiceTitan.Received;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Later;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.tenant.ServiceTitanAccount;

/** What ServiceTitan was seen to do to those who write to it. */
class CustomerOnABadDayTest {

    private static final Map<String, Object> NEW = Map.of("name", "Ada", "address.street", "1 A", "address.city", "B",
            "address.state", "TX", "address.zip", "1");

    private final FaultyServiceTitan serviceTitan = new FaultyServiceTitan();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        serviceTitan.close();
    }

    private CustomerSide side(boolean application) {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ServiceTitanAccount plain = serviceTitan.account();
        ServiceTitanAccount account = new ServiceTitanAccount(plain.environment(), plain.tenantId(), plain.appKey(),
                plain.clientId(), plain.clientSecret(), plain.apiUrl(), plain.authUrl(), plain.rateLimit(), false,
                Optional.empty(), application ? Optional.of(CustomerSandbox.GUID) : Optional.empty());
        return new CustomerSide("acme", account, new CustomerSettings("USA", CustomerSandbox.KEY),
                new ServiceTitanClient(http, new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()),
                        new RateBudgets(), Clock.systemUTC()),
                Catalog.load(), Clock.systemUTC(), pauses::add);
    }

    private static Answer page(String rows) {
        return Answer.json(200, "{\"page\":1,\"pageSize\":50,\"hasMore\":false,\"totalCount\":null,\"data\":[" + rows + "]}");
    }

    private static String customer(long id) {
        return "{\"id\":" + id + ",\"active\":true,\"name\":\"Old\",\"modifiedOn\":\"2026-06-01T14:00:00Z\","
                + "\"customFields\":[],\"tagTypeIds\":[],\"mergedToId\":null,\"address\":null}";
    }

    /** Two customers that never change, whatever is written. */
    private static Answer unmoved(Received request) {
        if (request.path().endsWith("/customers/contacts")) {
            return page("");
        }
        return request.method().equals("GET") ? page(customer(1) + "," + customer(2)) : Answer.json(200, customer(1));
    }

    private static SideWrite rename(String id) {
        return new SideWrite(id, "sf:" + id, Map.of("name", "New"), null, null);
    }

    private List<Received> written() {
        return serviceTitan.received().stream().filter(request -> !request.method().equals("GET")).toList();
    }

    @Test
    void aFieldThatWasIgnoredIsNoSuccess() {
        serviceTitan.otherwise(CustomerOnABadDayTest::unmoved);

        assertThat(side(false).write(List.of(rename("1")))).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).contains("with success and did not apply name");
            assertThat(refused.fields()).containsExactly("name");
        });
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(10));
        assertThat(written()).singleElement().extracting(Received::text).isEqualTo("{\"name\":\"New\"}");
    }

    @Test
    void rowsThatNobodyAskedForAreNotHandedOut() {
        serviceTitan.otherwise(CustomerOnABadDayTest::unmoved);

        assertThat(side(false).read(List.of("2"))).extracting(record -> record.id()).containsExactly("2");
    }

    @Test
    void asksWithoutTheApplicationForThoseWhoDoNotComeWithIt() {
        serviceTitan.otherwise(request -> request.query().containsKey("externalDataApplicationGuid")
                ? page(customer(1))
                : unmoved(request));

        assertThat(side(true).read(List.of("1", "2"))).extracting(record -> record.id()).containsExactly("1", "2");
        assertThat(serviceTitan.received()).filteredOn(request -> request.path().endsWith("/customers"))
                .extracting(request -> request.query().get("ids")).containsExactly("1,2", "2");
    }

    @Test
    void theOutcomesOfEarlierWritesAreNotLostWhenALaterOneFails() {
        serviceTitan.otherwise(request -> request.method().equals("PATCH") && request.path().endsWith("/2")
                ? Answer.problem(503, "Down")
                : unmoved(request));

        List<WriteOutcome> outcomes = side(false).write(List.of(rename("1"), rename("2")));

        assertThat(outcomes.get(0)).isInstanceOf(Refused.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.reason()).contains("may have been applied", "503"));
        assertThat(written()).hasSize(2);
    }

    @Test
    void aRevokedScopeStopsTheRestAndKeepsWhatWasDone() {
        serviceTitan.otherwise(request -> request.path().endsWith("/2") ? Answer.problem(403, "Forbidden") : unmoved(request));

        List<WriteOutcome> outcomes = side(false).write(List.of(rename("1"), rename("2")));

        assertThat(outcomes.get(0)).isInstanceOf(Refused.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Later.class,
                later -> assertThat(later.reason()).contains("Not got to", "scope"));
    }

    @Test
    void aCustomerWhoseCreationWasAnsweredWithAServerErrorMayBeThere() {
        serviceTitan.otherwise(request -> Answer.problem(500, "Trouble"));

        assertThat(side(true).write(List.of(new SideWrite(null, "sf:1", NEW, null, null)))).singleElement()
                .isInstanceOfSatisfying(Later.class,
                        later -> assertThat(later.reason()).contains("may have been created", "500"));
        assertThat(written()).hasSize(1);
    }

    @Test
    void aCustomerThatCannotBeReadYetIsLookedAtLater() {
        serviceTitan.otherwise(request -> request.method().equals("POST") ? Answer.json(200, customer(3)) : unmoved(request));

        assertThat(side(true).write(List.of(new SideWrite(null, "sf:1", NEW, null, null)))).singleElement()
                .isInstanceOfSatisfying(Later.class, later -> assertThat(later.reason()).contains("Customer 3 was written"));
    }
}
