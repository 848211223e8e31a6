package io.fieldline.sandbox;

import java.util.concurrent.CountDownLatch;

/** A sandbox that runs until its process is told to stop. */
public final class SandboxMain {

    private SandboxMain() {}

    /** Blocks until the process ends or the thread is interrupted. */
    public static void run(SandboxSettings settings) {
        try (SandboxServer server = SandboxServer.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "sandbox-stop"));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
