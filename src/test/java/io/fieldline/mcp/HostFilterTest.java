package io.fieldline.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.failure.MisconfiguredException;

/** By which names the endpoint may be called. */
class HostFilterTest {

    private final HostFilter filter = new HostFilter(Set.of("fieldline.example.com"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "LOCALHOST", "fieldline.example.com",
            "Fieldline.Example.com:443" })
    void aNameOfThisMachineOrAConfiguredOneIsAdmittedWithAnyPort(String host) {
        assertThat(filter.admits(host, null)).isTrue();
        assertThat(filter.admits("localhost", "http://" + host)).isTrue();
        assertThat(filter.admits("localhost", "https://" + host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.com", "localhost.evil.example.com", "evil.example.com:80",
            "localhost@evil.example.com",
            "evil@localhost", "127.0.0.2", "127.0.0.1.nip.io", "", " ", "[::2]", "localhost:80:80", "a.fieldline.example.com" })
    void anyOtherNameIsNot(String host) {
        assertThat(filter.admits(host, null)).isFalse();
        assertThat(filter.admits("localhost", "http://" + host)).isFalse();
    }

    @Test
    void aRequestWithoutAHostOrWithAnOriginThatIsNoneIsNotAdmitted() {
        assertThat(filter.admits(null, null)).isFalse();
        assertThat(filter.admits("localhost", "null")).isFalse();
        assertThat(filter.admits("localhost", "")).isFalse();
    }

    @Test
    void theAddressAndFurtherNamesAreReadFromTheEnvironment() {
        McpSettings settings = McpSettings.from(Map.of("FIELDLINE_MCP_URL", "https://Fieldline.example.com/mcp",
                "FIELDLINE_MCP_HOSTS", "intern.example.com, [fd00::1]")::get);
        assertThat(settings).isEqualTo(new McpSettings(Optional.of(URI.create("https://Fieldline.example.com/mcp")),
                Set.of("fieldline.example.com", "intern.example.com", "[fd00::1]")));
        assertThat(McpSettings.from(name -> null)).isEqualTo(new McpSettings(Optional.empty(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fieldline.example.com/mcp", "ftp://fieldline.example.com", "https:///mcp", "https://a b",
            "https://a/?b=c" })
    void anAddressThatIsNoneIsRefusedByTheNameOfItsVariable(String url) {
        assertThatThrownBy(() -> McpSettings.from(Map.of("FIELDLINE_MCP_URL", url)::get))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("FIELDLINE_MCP_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example.com", "a.example.com:443", "a.example.com b.example.com", "*" })
    void aListOfHostsThatHasSomethingElseIsRefusedByTheNameOfItsVariable(String hosts) {
        assertThatThrownBy(() -> McpSettings.from(Map.of("FIELDLINE_MCP_HOSTS", hosts)::get))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("FIELDLINE_MCP_HOSTS");
    }
}
