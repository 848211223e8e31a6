package io.fieldline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;

class SecretsTest {

    @TempDir
    Path config;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void looksInTheEnvironmentThenInTheFolderThenInTheKeystore() throws IOException {
        environment.put("FIELDLINE_KEYSTORE_PASSWORD", "opening");
        ConfigurationFolder folder = ConfigurationFolder.in(config);
        Secrets.keystore(folder, environment::get).put("A", "from keystore");
        Secrets secrets = Secrets.of(folder, environment::get);
        assertThat(secrets.reveal("A")).isEqualTo("from keystore");

        Files.writeString(Files.createDirectories(folder.secrets()).resolve("A"), "from folder\n");
        assertThat(secrets.reveal("A")).isEqualTo("from folder");

        environment.put("A", "from environment");
        assertThat(secrets.reveal("A")).isEqualTo("from environment");
    }

    @Test
    void followsTheLinksOfAKubernetesMountWhenTheyAreExchanged() throws IOException {
        Path folder = Files.createDirectories(config.resolve("secrets"));
        Files.writeString(Files.createDirectories(folder.resolve("..v1")).resolve("A"), "one");
        Files.writeString(Files.createDirectories(folder.resolve("..v2")).resolve("A"), "two");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(folder.resolve("A"), Path.of("..data/A"));
        Secret secret = Secrets.of(ConfigurationFolder.in(config), environment::get).secret("x ${secret:A} y");
        assertThat(secret.reveal()).isEqualTo("x one y");

        Files.delete(folder.resolve("..data"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v2"));
        assertThat(secret.reveal()).isEqualTo("x two y");
    }

    @Test
    void keepsListsAndRemovesSecretsInTheKeystore() throws IOException {
        Path file = config.resolve("secrets.p12");
        new SecretKeystore(file, () -> Optional.of("opening")).put("gruen", "pässwörd ✓");
        SecretKeystore keystore = new SecretKeystore(file, () -> Optional.of("opening"));

        assertThat(keystore.list()).containsExactly("GRUEN");
        assertThat(keystore.get("GRUEN")).contains("pässwörd ✓");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(keystore.remove("GRUEN")).isTrue();
        assertThat(keystore.remove("GRUEN")).isFalse();
        assertThat(keystore.get("GRUEN")).isEmpty();
    }

    @Test
    void saysWhenTheKeystorePasswordIsWrongOrMissing() {
        Path file = config.resolve("secrets.p12");
        new SecretKeystore(file, () -> Optional.of("opening")).put("A", "hidden");

        assertThatThrownBy(() -> new SecretKeystore(file, () -> Optional.of("wrong")).get("A"))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("secrets.p12")
                .hasMessageContaining("password");
        assertThatThrownBy(() -> new SecretKeystore(file, Optional::empty).get("A"))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("FIELDLINE_KEYSTORE_PASSWORD");
    }
}
