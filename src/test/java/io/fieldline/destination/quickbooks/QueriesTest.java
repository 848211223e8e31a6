package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueriesTest {

    @Test
    void aBlankInAnAddressIsNoPlus() {
        assertThat(Queries.encoded("select * from Item where Name = 'A+B'"))
                .isEqualTo("select%20*%20from%20Item%20where%20Name%20%3D%20%27A%2BB%27");
    }

    @Test
    void anApostropheIsEscaped() {
        assertThat(Queries.quoted("O'Brien's")).isEqualTo("'O\\'Brien\\'s'");
    }
}
