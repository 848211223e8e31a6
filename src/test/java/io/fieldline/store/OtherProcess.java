package io.fieldline.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.StreamKey;

/** What a second process does with a store: <code>own</code> it until it is killed, or <code>read</code> it. */
final class OtherProcess {

    static final StreamKey KEY = new StreamKey("acme", "flow", "stream");

    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
        StateStoreSettings settings = StateStoreSettings.sqlite(Path.of(arguments[1]));
        StateStore.Access access = arguments[0].equals("own") ? StateStore.Access.OWNER : StateStore.Access.READER;
        try (StateStore store = StateStore.open(settings, access, InstantSource.system())) {
            if (access == StateStore.Access.READER) {
                System.out.println(store.checkpoints().load(KEY).orElse("nothing"));
                return;
            }
            store.checkpoints().save(KEY, "committed");
            System.out.println("saved");
            System.in.read();
        } catch (MisconfiguredException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
