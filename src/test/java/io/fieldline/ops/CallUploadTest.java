package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.FaultyServiceTitan;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenant;

class CallUploadTest {

    private static final Catalog CATALOG = Catalog.load();

    @TempDir
    Path folder;

    private final FaultyServiceTitan serviceTitan = new FaultyServiceTitan();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServiceTitanClient client = new ServiceTitanClient(http,
            new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()), new RateBudgets(),
            Clock.systemUTC());
    private final Call call = new Call(CATALOG, client, new FixedTenants(
            new Tenant("acme", "Acme", ZoneId.of("UTC"), serviceTitan.account(), Map.of(), Map.of())));
    private Path photo;

    @BeforeEach
    void writePhoto() throws IOException {
        photo = Files.writeString(folder.resolve("boiler.jpg"), "a photo");
    }

    @AfterEach
    void stop() throws IOException {
        serviceTitan.close();
    }

    @Test
    void sendsTheFileThatALineNamesAsTheFormFieldThatServiceTitanTakes() {
        ObjectNode answer = answer("""
                {"id":1,"resource":"forms/jobs/attachments","operation":"create","parameters":{"id":7},"files":{"file":"%s"}}
                """.formatted(photo), false);

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
        assertThat(serviceTitan.received()).singleElement().satisfies(request -> {
            assertThat(request.path()).endsWith("/jobs/7/attachments");
            assertThat(request.text()).contains("name=\"file\"; filename=\"boiler.jpg\"", "Content-Type: image/jpeg",
                    "\r\n\r\na photo\r\n");
        });
    }

    @Test
    void takesAFileWithARawLineToo() {
        ObjectNode answer = answer("""
                {"id":1,"method":"POST","path":"/pricebook/v2/tenant/{tenant}/images","files":{"file":"%s"}}
                """.formatted(photo), true);

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void refusesWhatTheCatalogueDoesNotKnowAndSendsNothing() {
        assertThat(error("{'resource':'jpm/jobs','operation':'create','files':{'file':'PHOTO'}}")).contains("takes no file");
        assertThat(error("{'resource':'pricebook/images','operation':'create'}")).contains("takes one file",
                "form field \"file\"");
        assertThat(error("{'resource':'pricebook/images','operation':'create','files':{'image':'PHOTO'}}"))
                .contains("form field \"file\", not image");
        assertThat(error("{'resource':'pricebook/images','operation':'create','files':{'file':'PHOTO'},'body':{}}"))
                .contains("takes a file and no body");
        assertThat(serviceTitan.received()).isEmpty();
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Call.requests(List.of("{\"files\":{\"file\":\"nowhere.jpg\"}}"), "acme", false))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("there is no file nowhere.jpg");
        assertThatThrownBy(() -> Call.requests(List.of("{\"files\":[]}"), "acme", false))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("form field and path");
    }

    private String error(String line) {
        ObjectNode answer = answer(line.replace('\'', '"').replace("PHOTO", photo.toString()), false);
        assertThat(answer.path("status").asInt()).isZero();
        return answer.path("error").asText();
    }

    private ObjectNode answer(String line, boolean raw) {
        ObjectNode arguments = Json.object();
        arguments.set("requests", Call.requests(List.of(line), "acme", raw));
        List<ObjectNode> answers = new ArrayList<>();
        call.run(arguments, answers::add);
        return answers.get(0);
    }
}
