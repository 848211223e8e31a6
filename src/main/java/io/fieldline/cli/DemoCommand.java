package io.fieldline.cli;
@picocli.CommandLine.Command(name = "demo")
final class DemoCommand implements Runnable {
    public void run() {}
}
