package io.fieldline.tenant;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.tenant.SettingDefinition.Type;

/** Contracts of three flows and three connection types, one setting of each kind. */
final class ThreeFlows implements Contracts {

    private final Map<String, FlowContract> flows = Map.of("warehouse-pipeline",
            new FlowContract("warehouse-pipeline", List.of("duckdb", "postgresql"),
                    List.of(setting("resources", Type.TEXT_LIST, true, null), setting("from", Type.DATE, false, null)),
                    List.of()),
            "high-value-job-alert",
            new FlowContract("high-value-job-alert", List.of("slack"),
                    List.of(setting("channel", Type.TEXT, true, null),
                            setting("threshold", Type.DECIMAL, false, new BigDecimal("1000")),
                            setting("atMost", Type.INTEGER, false, null), setting("after", Type.DELAY, false, null),
                            setting("quiet", Type.BOOLEAN, false, false),
                            setting("values", Type.MAP, false, null),
                            new SettingDefinition("style", Type.TEXT, false, "short", List.of("short", "long"),
                                    "How it reads.")),
                    List.of()),
            "heartbeat",
            new FlowContract("heartbeat", List.of(),
                    List.of(setting("every", Type.DURATION, false, Duration.ofHours(1))), List.of()));
    private final Map<String, List<SettingDefinition>> types = Map.of("slack",
            List.of(setting("token", Type.SECRET, true, null)), "duckdb", List.of(setting("path", Type.TEXT, true, null)),
            "postgresql", List.of(setting("url", Type.TEXT, true, null), setting("port", Type.INTEGER, false, 5432L)));

    private static SettingDefinition setting(String name, Type type, boolean required, Object defaultValue) {
        return new SettingDefinition(name, type, required, defaultValue, List.of(), "What " + name + " is.");
    }

    @Override
    public Optional<FlowContract> flow(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    @Override
    public Set<String> flows() {
        return flows.keySet();
    }

    @Override
    public Optional<List<SettingDefinition>> connectionType(String type) {
        return Optional.ofNullable(types.get(type));
    }

    @Override
    public Set<String> connectionTypes() {
        return types.keySet();
    }
}
