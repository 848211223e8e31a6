package io.fieldline.published;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One connection: a request, its answer, the next request. */
final class WireConnection {

    private final Socket socket;
    private final Function<Call, Answer> application;
    private final InputStream in;
    private final OutputStream out;

    WireConnection(Socket socket, Function<Call, Answer> application) throws IOException {
        this.socket = socket;
        this.application = application;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
        out = new BufferedOutputStream(socket.getOutputStream(), 65_536);
    }

    void serve() throws IOException {
        for (Call call = next(); call != null; call = next()) {
            Answer answer = application.apply(call);
            if (answer.delivery() == Answer.Delivery.RESET) {
                socket.setSoLinger(true, 0);
                return;
            }
            write(answer);
            if (answer.delivery() == Answer.Delivery.CUT_OFF || "close".equalsIgnoreCase(call.header("Connection"))) {
                return;
            }
        }
    }

    private Call next() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return null;
        }
        long arrivedAt = System.nanoTime();
        in.reset();
        String[] request = line().split(" ");
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
        }
        int question = request[1].indexOf('?');
        return new Call(request[0], question < 0 ? request[1] : request[1].substring(0, question),
                question < 0 ? "" : request[1].substring(question + 1), headers, body(headers), arrivedAt);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";")[0].trim(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(120);
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("the request ended in its middle");
            }
            if (one != '\r') {
                line.write(one);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void write(Answer answer) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" -\r\nContent-Type: ")
                .append(answer.contentType()).append("\r\nContent-Length: ").append(answer.body().length).append("\r\n");
        answer.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        int length = answer.body().length;
        out.write(answer.body(), 0, answer.delivery() == Answer.Delivery.CUT_OFF ? length / 2 : length);
        out.flush();
    }
}
