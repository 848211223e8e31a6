package io.fieldline.cli;
@picocli.CommandLine.Command(name = "sandbox")
final class SandboxCommand implements Runnable {
    public void run() {}
}
