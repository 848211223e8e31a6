package io.fieldline.outreach;

/** Reads how things are, right before something is planned or sent. */
public interface StopCheck {

    /**
     * @throws io.fieldline.failure.SyncException when it cannot be read; then nothing is sent
     */
    Standing look(MessageRequest request);
}
