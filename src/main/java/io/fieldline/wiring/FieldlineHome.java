package io.fieldline.wiring;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.Secrets;

/**
 * Where this installation keeps its configuration and its state.
 *
 * @param configuration the folder <code>config</code>, or what <code>FIELDLINE_CONFIG</code> names
 * @param data the folder <code>data</code>, or what <code>FIELDLINE_DATA</code> names
 * @param state the embedded store in the data folder, or the PostgreSQL that <code>FIELDLINE_STATE_URL</code> names
 */
public record FieldlineHome(ConfigurationFolder configuration, Path data, StateStoreSettings state) {

    public static FieldlineHome from(UnaryOperator<String> environment) {
        Path data = Path.of(or(environment.apply("FIELDLINE_DATA"), "data"));
        ConfigurationFolder configuration = ConfigurationFolder.from(environment);
        Secrets secrets = Secrets.of(configuration, environment);
        String url = environment.apply("FIELDLINE_STATE_URL");
        StateStoreSettings state = url == null || url.isBlank()
                ? StateStoreSettings.sqlite(data)
                : StateStoreSettings.postgresql(url, environment.apply("FIELDLINE_STATE_USER"),
                        Secret.reference("FIELDLINE_STATE_PASSWORD", () -> secrets.reveal("FIELDLINE_STATE_PASSWORD")),
                        or(environment.apply("FIELDLINE_STATE_SCHEMA"), "fieldline"));
        return new FieldlineHome(configuration, data, state);
    }

    private static String or(String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }
}
