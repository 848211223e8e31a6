package io.fieldline.servicetitan.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <p>Drain cleared</p>                       | Drain cleared
            <p>One</p><p>Two<br/>Three</p>             | One Two Three
            Fish &amp; Co. &lt;2&gt;                   | Fish & Co. <2>
            &amp;lt;                                   | &lt;
            5 < 6 and 7 > 3                            | 5 < 6 and 7 > 3
            <a href="x">See</a>&nbsp;&#39;here&#39;    | See 'here'
            AT&T $5 \1                                 | AT&T $5 \1
            &#1;x                                     | x
            """)
    void isWrittenAsPlainText(String html, String text) {
        assertThat(Html.plain(html)).isEqualTo(text);
    }
}
