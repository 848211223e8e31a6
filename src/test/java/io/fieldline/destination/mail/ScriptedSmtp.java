package io.fieldline.destination.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import com.icegreen.greenmail.util.GreenMail;

/** A mail server that answers what a script says, line by line. */
final class ScriptedSmtp implements AutoCloseable {

    /** In place of a reply: the connection is reset. */
    static final String RESET = "reset";
    /** In place of a reply: the connection is closed in order. */
    static final String CLOSE = "close";
    /** In place of a reply: nothing, for as long as the other side waits. */
    static final String SILENCE = "silence";

    private final ServerSocket server;
    private final Map<String, String> script = new HashMap<>(Map.of("CONNECT", "220 scripted ESMTP", "EHLO", "250 scripted",
            "MAIL", "250 2.1.0 ok", "RCPT", "250 2.1.5 ok", "DATA", "354 go on", ".", "250 2.0.0 taken", "QUIT", "221 bye",
            "AUTH", "235 2.7.0 welcome", "STARTTLS", "220 ready"));
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    ScriptedSmtp() {
        try {
            server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param command its first word, <code>CONNECT</code> for the greeting, <code>.</code> for a message's last line */
    ScriptedSmtp answers(String command, String reply) {
        script.put(command, reply);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> commands() {
        return commands;
    }

    /** Texts whose last line arrived. */
    List<String> bodies() {
        return bodies;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(socket);
            } catch (IOException e) {
                // The client went away, which is its right, or the server was closed.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in = reader(socket);
        OutputStream out = socket.getOutputStream();
        boolean goOn = reply(socket, out, "CONNECT");
        for (String line = goOn ? in.readLine() : null; line != null; line = goOn ? in.readLine() : null) {
            String command = line.split(" ")[0].toUpperCase(java.util.Locale.ROOT);
            commands.add(command);
            goOn = reply(socket, out, command);
            if (command.equals("DATA") && script.get("DATA").startsWith("354")) {
                bodies.add(body(in));
                goOn = reply(socket, out, ".");
            }
            if (command.equals("STARTTLS") && goOn) {
                serve(secured(socket));
                return;
            }
        }
    }

    private static String body(BufferedReader in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            body.append(line).append('\n');
        }
        return body.toString();
    }

    private boolean reply(Socket socket, OutputStream out, String command) throws IOException {
        String reply = script.getOrDefault(command, "502 not known");
        switch (reply) {
            case RESET -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case CLOSE -> {
                return false;
            }
            case SILENCE -> {
                return socket.getInputStream().read() >= 0;
            }
            default -> {
                if (socket instanceof SSLSocket && command.equals("CONNECT")) {
                    return true;
                }
                out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return !command.equals("QUIT");
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The certificate is GreenMail's. */
    private static Socket secured(Socket socket) throws IOException {
        try (InputStream content = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(content, "changeit".toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, "changeit".toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
            secured.setUseClientMode(false);
            return secured;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
