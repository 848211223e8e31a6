package io.fieldline.sandbox;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A sandbox that runs until its process is told to stop. */
public final class SandboxMain {

    private SandboxMain() {}

    /**
     * Blocks until the process ends or the thread is interrupted.
     *
     * @param started is told once requests are answered, so that an address can be printed
     */
    public static void run(SandboxSettings settings, Consumer<SandboxServer> started) {
        try (SandboxServer server = SandboxServer.start(settings)) {
            started.accept(server);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "sandbox-stop"));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
