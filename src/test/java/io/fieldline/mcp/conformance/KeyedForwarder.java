package io.fieldline.mcp.conformance;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/** Adds a key to each request and leaves the rest of it as it is, because the suite has no way to bring one. */
final class KeyedForwarder implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient client;
    private final int target;
    private final String key;

    KeyedForwarder(Vertx vertx, int target, String key) {
        this.target = target;
        this.key = key;
        this.client = vertx.createHttpClient();
        this.server = vertx.createHttpServer().requestHandler(this::forward);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    private void forward(HttpServerRequest request) {
        request.pause();
        client.request(
                new RequestOptions().setHost("127.0.0.1").setPort(target).setMethod(request.method()).setURI(request.uri()))
                .compose(on -> {
                    request.response().closeHandler(gone -> on.reset());
                    on.headers().setAll(request.headers()).set("Authorization", "Bearer " + key);
                    return on.send(request);
                }).onSuccess(answer -> {
                    request.response().setStatusCode(answer.statusCode()).headers().setAll(answer.headers());
                    answer.pipeTo(request.response());
                }).onFailure(problem -> request.connection().close());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
