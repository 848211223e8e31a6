package io.fieldline.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.URISupport;

import com.fasterxml.jackson.core.JacksonException;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.observe.PersonalDataMask;

/**
 * Gives every failure one of the four names. A failure that already bears one keeps it; then the adapters are asked in
 * order; then the network is taken to be passing, an address that cannot be resolved to be ours to mend, and anything else
 * to be the record's own fault.
 */
public final class FailureClassifier {

    private final List<Classification> classifications;

    /** @param classifications what the adapters know; they are asked before HTTP answers and SQL states are looked at */
    public FailureClassifier(List<Classification> classifications) {
        List<Classification> all = new ArrayList<>(classifications);
        all.add(new HttpAnswers());
        all.add(new DatabaseFailures());
        this.classifications = List.copyOf(all);
    }

    public SyncException classify(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable link : chain) {
            if (link instanceof SyncException named) {
                return named;
            }
        }
        return chain.stream().map(this::askAdapters).flatMap(Optional::stream).findFirst()
                .or(() -> chain.stream().map(FailureClassifier::known).flatMap(Optional::stream).findFirst())
                .orElseGet(() -> new RejectedRecordException(message(failure), failure));
    }

    private Optional<SyncException> askAdapters(Throwable link) {
        return classifications.stream().map(one -> one.classify(link)).flatMap(Optional::stream).findFirst();
    }

    private static Optional<SyncException> known(Throwable link) {
        if (link instanceof JacksonException) {
            return Optional.of(new RejectedRecordException(message(link), link));
        }
        if (link instanceof ResolveEndpointFailedException || link instanceof NoSuchEndpointException
                || link instanceof NoSuchBeanException) {
            return Optional.of(new MisconfiguredException(message(link), link));
        }
        // Work that is turned away belongs to a pool that is full or closing; the record has no part in it.
        boolean passing = link instanceof IOException || link instanceof TimeoutException
                || link instanceof ExchangeTimedOutException || link instanceof InterruptedException
                || link instanceof RejectedExecutionException;
        return passing ? Optional.of(new RetryLaterException(message(link), link)) : Optional.empty();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = failure; link != null && !chain.contains(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    /** Camel's messages quote addresses, whose options may be secrets. */
    private static String message(Throwable failure) {
        String said = failure.getMessage() == null
                ? ""
                : ": " + PersonalDataMask.mask(URISupport.sanitizeUri(failure.getMessage()));
        return failure.getClass().getSimpleName() + said;
    }
}
