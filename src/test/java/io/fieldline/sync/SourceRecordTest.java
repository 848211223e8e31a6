package io.fieldline.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SourceRecordTest {

    private static final RecordFields FIELDS = RecordFields.of(List.of("id", "summary"));

    @Property(tries = 200)
    void isTheMapThatItWasMadeOf(@ForAll Map<String, Long> fields) {
        Map<String, Object> map = new LinkedHashMap<>(fields);
        SourceRecord record = SourceRecord.of(map);

        assertThat(record).isEqualTo(map).hasSameHashCodeAs(map).hasToString(map.toString());
        assertThat(map).isEqualTo(record);
        assertThat(new ArrayList<>(record.keySet())).isEqualTo(new ArrayList<>(map.keySet()));
    }

    @Test
    void tellsAFieldWithoutAValueFromOneThatIsNotThere() {
        SourceRecord record = new SourceRecord(FIELDS, new Object[]{1L, null });

        assertThat(record.containsKey("summary")).isTrue();
        assertThat(record.get("summary")).isNull();
        assertThat(record.containsKey("total")).isFalse();
        assertThat(record.get(5)).isNull();
    }

    @Test
    void cannotBeChanged() {
        SourceRecord record = new SourceRecord(FIELDS, new Object[]{1L, "leak" });

        assertThatThrownBy(() -> record.put("id", 2L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> record.remove("id")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> record.entrySet().iterator().next().setValue(2L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void hasOneValueForEachField() {
        assertThatThrownBy(() -> new SourceRecord(FIELDS, new Object[]{1L })).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for 2 fields");
        assertThatThrownBy(() -> RecordFields.of(List.of("id", "id"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id");
    }
}
