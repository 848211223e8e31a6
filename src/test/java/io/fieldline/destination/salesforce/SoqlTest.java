package io.fieldline.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SoqlTest {

    @Test
    void aQuoteInATextDoesNotEndIt() {
        assertThat(Soql.quoted("O'Hara \\ co")).isEqualTo("'O\\'Hara \\\\ co'");
    }

    @Test
    void aLongListIsCutSoThatEachQueryFitsIntoAUri() {
        List<String> ids = IntStream.range(0, 2_000).mapToObj(i -> String.format("001SB%010dAAA", i)).toList();

        List<String> queries = Soql.among("SELECT Id FROM Account WHERE Id", ids, " ORDER BY Id");

        assertThat(queries).hasSizeLessThan(5)
                .allSatisfy(query -> assertThat(URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20"))
                        .hasSizeLessThan(16_000));
        assertThat(String.join(" ", queries).split("001SB")).hasSize(2_001);
    }

    @Test
    void nothingToAskForIsNoQuery() {
        assertThat(Soql.among("SELECT Id FROM Account WHERE Id", List.of(), "")).isEmpty();
    }
}
