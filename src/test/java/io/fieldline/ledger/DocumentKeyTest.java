package io.fieldline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.failure.MisconfiguredException;

class DocumentKeyTest {

    @ParameterizedTest
    @EnumSource(DocumentKind.class)
    void whatIsWrittenIsRead(DocumentKind kind) {
        DocumentKey key = new DocumentKey("acme", "books", kind, 4711);
        assertThat(DocumentKey.of("acme", "books", key.written())).isEqualTo(key);
    }

    @Test
    void peopleSeeWords() {
        DocumentKey key = DocumentKey.of("acme", "books", "Credit-Memo/12");
        assertThat(key.written()).isEqualTo("credit-memo/12");
        assertThat(key.spoken()).isEqualTo("credit memo 12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "invoice 4711", "invoice/", "invoice/47x", "bill/4711", "invoice/1234567890123456789" })
    void whatNamesNoDocumentIsRefusedWithItsForm(String text) {
        assertThatThrownBy(() -> DocumentKey.of("acme", "books", text)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("invoice/4711 or payment/4711 or credit-memo/4711").hasMessageEndingWith("not " + text);
    }
}
