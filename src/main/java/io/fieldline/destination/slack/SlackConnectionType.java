package io.fieldline.destination.slack;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a Slack workspace. */
public final class SlackConnectionType {

    public static final String NAME = "slack";

    private SlackConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(new SettingDefinition("token", Type.SECRET, true, null, List.of(),
                "The bot token of the Slack application, xoxb-…; it needs the scope chat:write"));
    }
}
