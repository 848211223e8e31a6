package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;

class StoreIdempotentRepositoryTest {

    private final InMemoryIdempotentKeyStore keys = new InMemoryIdempotentKeyStore();
    private final StoreIdempotentRepository repository = new StoreIdempotentRepository(keys);

    @Test
    void keepsTheTenantApartFromTheKey() {
        assertThat(repository.add("acme/job/7")).isTrue();
        assertThat(repository.add("acme/job/7")).isFalse();
        assertThat(repository.contains("bolt/job/7")).isFalse();
        assertThat(keys.keys).containsExactly("acme|shared|job/7");
        assertThat(repository.remove("acme/job/7")).isTrue();
        assertThat(keys.keys).isEmpty();
    }

    @Test
    void refusesAKeyWithoutATenant() {
        assertThatThrownBy(() -> repository.add("7")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("found 7");
        assertThatThrownBy(() -> repository.add("acme/")).isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void doesNotForgetEverythingAtOnce() {
        assertThatThrownBy(repository::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
