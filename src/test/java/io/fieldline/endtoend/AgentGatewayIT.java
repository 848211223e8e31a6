package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the gateway for agents promises, by a real client of the protocol, with a witness before ServiceTitan that knows the
 * published documents alone. One service for all of it.
 */
class AgentGatewayIT {

    @TempDir
    static Path folder;

    private static AgentOffice office;

    @BeforeAll
    static void start() {
        office = new AgentOffice(folder);
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    @AfterEach
    void nothingWasAskedThatIsNotDocumented() {
        assertThat(office.witness().violations()).isEmpty();
    }

    @Nested
    class Writes extends AgentWrites {

        @Override
        AgentOffice office() {
            return office;
        }
    }

    @Nested
    class Refusals extends AgentRefusals {

        @Override
        AgentOffice office() {
            return office;
        }
    }

    @Nested
    class Secrets extends AgentSecrets {

        @Override
        AgentOffice office() {
            return office;
        }
    }

    @Nested
    class Injections extends AgentInjections {

        @Override
        AgentOffice office() {
            return office;
        }
    }

    @Nested
    class Tenants extends AgentTenants {

        @Override
        AgentOffice office() {
            return office;
        }
    }

    @Nested
    class Requests extends AgentRequests {

        @Override
        AgentOffice office() {
            return office;
        }
    }
}
