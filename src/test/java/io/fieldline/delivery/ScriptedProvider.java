package io.fieldline.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

import io.fieldline.servicetitan.FaultyServiceTitan;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.FaultyServiceTitan.Received;

/** A provider on a bad day, at the wire: it answers what a script says, byte by byte. */
public final class ScriptedProvider implements AutoCloseable {

    private final FaultyServiceTitan wire = new FaultyServiceTitan();

    public static ScriptedProvider answering(Answer... answers) {
        ScriptedProvider provider = new ScriptedProvider();
        provider.wire.answers(answers);
        return provider;
    }

    /** Takes the request and says nothing for as long as the other side waits. */
    public static Answer silence() {
        return (socket, out) -> socket.getInputStream().read() >= 0;
    }

    /** Closes the connection in order, without a word. */
    public static Answer hangUp() {
        return (socket, out) -> false;
    }

    /** An address at which nobody listens. */
    public static URI nobody() {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + closed.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI url() {
        return wire.url();
    }

    public List<Received> received() {
        return wire.received();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
