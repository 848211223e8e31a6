package io.fieldline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Secret;

class PostgresStateStoreTest extends StateStoreContract {

    @Override
    StateStoreSettings newSettings() {
        return EmbeddedPostgresServer.newStateStore();
    }

    @Test
    void keepsThePasswordOutOfWhatIsPrinted() {
        assertThat(settings.toString()).doesNotContain("password=postgres");
        assertThatThrownBy(() -> StateStoreSettings.postgresql("jdbc:postgresql://h/d?password=hunter2", "u",
                Secret.literal("x"), "fieldline")).isInstanceOf(MisconfiguredException.class)
                .hasMessageNotContaining("hunter2");
    }
}
