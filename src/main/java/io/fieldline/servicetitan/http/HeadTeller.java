package io.fieldline.servicetitan.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Takes a body as bytes, and shows its first part to somebody as soon as it is there. */
final class HeadTeller implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final Consumer<byte[]> listener;
    private boolean told;

    HeadTeller(Consumer<byte[]> listener) {
        this.listener = listener;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        whole.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        if (!told && !part.isEmpty()) {
            told = true;
            ByteBuffer first = part.get(0).duplicate();
            byte[] head = new byte[first.remaining()];
            first.get(head);
            listener.accept(head);
        }
        whole.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
