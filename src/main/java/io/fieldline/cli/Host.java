package io.fieldline.cli;

import java.util.function.Function;

import io.fieldline.ops.Operator;

/** What a command stands on: the verbs, here or in a running service, and the service itself. */
public interface Host {

    /** How much of Fieldline a command needs in its own process. */
    enum Need {
        /** the store, read only, beside a service */
        LOOK,
        /** the store and ServiceTitan, no routes */
        CALL,
        /** everything, with nothing polled by itself */
        ROUTES
    }

    /** Opens what is needed, lets the action use it, closes it again. */
    <T> T with(Need need, Function<Operator, T> action);

    /** Serves until the process is asked to stop. */
    int serve();
}
