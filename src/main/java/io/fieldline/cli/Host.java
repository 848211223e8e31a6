package io.fieldline.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.fieldline.ops.Operator;
import io.fieldline.ops.ServiceAddress;

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

    /** The service that owns the data folder; empty when none runs. */
    Optional<ServiceAddress> service();

    /** The HTTP port of this process. */
    int port();

    /**
     * Starts a service in this process that polls nothing before it is told to.
     *
     * @param messageTime what messages to customers go by: when they are due, too old, by day or by night
     */
    Service start(UnaryOperator<String> environment, InstantSource messageTime);

    /** A service in this process. */
    interface Service extends AutoCloseable {

        Operator operator();

        /** From now on flows are polled and changes of the configuration are taken up. */
        void follow();

        @Override
        void close();
    }
}
