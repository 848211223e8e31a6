package io.fieldline.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

class ConnectedChannelsTest {

    private final List<String> closed = new ArrayList<>();
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final ConnectedChannels channels = new ConnectedChannels(new Tenants() {

        @Override
        public Collection<Tenant> all() {
            return tenants.values();
        }

        @Override
        public Optional<Tenant> find(String name) {
            return Optional.ofNullable(tenants.get(name));
        }

        @Override
        public void onChange(Listener listener) {
            throw new IllegalStateException("the channels are told by whoever wires them");
        }
    }, Map.of("twilio", OpenChannel::new));

    @Test
    void aConnectionsChannelIsMadeOnce() {
        serve("acme", connection("+1"));

        assertThat(channels.of("acme", "sms")).isSameAs(channels.of("acme", "sms"));
        assertThat(closed).isEmpty();
    }

    @Test
    void aConnectionThatChangedGetsANewChannelAndTheOldOneIsClosed() {
        serve("acme", connection("+1"));
        MessageChannel before = channels.of("acme", "sms");
        serve("acme", connection("+2"));

        assertThat(channels.of("acme", "sms")).isNotSameAs(before);
        assertThat(closed).containsExactly("+1");
    }

    @Test
    void tenantsKeepTheirChannelsApartAndOneThatIsGoneClosesItsOwn() {
        serve("acme", connection("+1"));
        serve("summit", connection("+2"));
        channels.of("acme", "sms");
        channels.of("summit", "sms");

        channels.removed("acme");
        assertThat(closed).containsExactly("+1");
        channels.close();
        assertThat(closed).containsExactly("+1", "+2");
    }

    @Test
    void aConnectionThatIsNotThereOrCarriesNoMessagesIsNamed() {
        serve("acme", new Connection("sms", "duckdb", Map.of()));

        assertThatThrownBy(() -> channels.of("acme", "sms")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("acme").hasMessageContaining("duckdb");
        assertThatThrownBy(() -> channels.of("acme", "mail")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("mail is not there");
        assertThatThrownBy(() -> channels.of("nobody", "sms")).isInstanceOf(MisconfiguredException.class);
    }

    private static Connection connection(String from) {
        return new Connection("sms", "twilio", Map.of("from", from));
    }

    private void serve(String name, Connection connection) {
        URI url = URI.create("http://127.0.0.1:1");
        tenants.put(name, new Tenant(name, name, ZoneOffset.UTC,
                new ServiceTitanAccount(Environment.SANDBOX, 1, Secret.literal("a"), "c", Secret.literal("s"), url, url, 60,
                        false,
                        Optional.empty()),
                Map.of(connection.name(), connection), Map.of()));
    }

    private final class OpenChannel implements MessageChannel, AutoCloseable {

        private final Connection connection;

        OpenChannel(Connection connection) {
            this.connection = connection;
        }

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
        }

        @Override
        public LostAnswer lostAnswer() {
            return LostAnswer.STAYS_OPEN;
        }

        @Override
        public Duration longest() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Handover handOver(OutgoingMessage message) {
            return new Handover.Uncertain("");
        }

        @Override
        public Optional<Handover> find(OutgoingMessage message) {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed.add(connection.text("from").orElseThrow());
        }
    }
}
