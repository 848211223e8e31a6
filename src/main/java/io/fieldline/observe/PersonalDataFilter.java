package io.fieldline.observe;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logmanager.ExtLogRecord;

import io.quarkus.logging.LoggingFilter;

/** Masks phone numbers and e-mail addresses in every log line, stack traces included, before it is written. */
@LoggingFilter(name = "personal-data")
public final class PersonalDataFilter implements Filter {

    private static final Pattern MARK = Pattern.compile("(?<![\\w.])(tenant|flow|stream|record|run)=([^\\s,;]+)");

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = PersonalDataMask.mask(record.getMessage());
        if (record instanceof ExtLogRecord extended) {
            // Setting the text alone would also set how its parameters are filled in.
            extended.setMessage(message, extended.getFormatStyle());
        } else {
            record.setMessage(message);
        }
        Object[] parameters = record.getParameters();
        if (parameters != null) {
            Object[] masked = parameters.clone();
            for (int index = 0; index < masked.length; index++) {
                if (masked[index] instanceof CharSequence text) {
                    masked[index] = PersonalDataMask.mask(text.toString());
                }
            }
            record.setParameters(masked);
        }
        if (record.getThrown() != null && !(record.getThrown() instanceof MaskedProblem)) {
            record.setThrown(MaskedProblem.of(record.getThrown()));
        }
        if (record instanceof ExtLogRecord extended) {
            mark(extended);
        }
        return true;
    }

    /** What a line says at its end, tenant=acme flow=…, are fields of their own where lines are JSON. */
    private static void mark(ExtLogRecord record) {
        Matcher mark = MARK.matcher(String.valueOf(record.getFormattedMessage()));
        while (mark.find()) {
            record.putMdc(mark.group(1), mark.group(2));
        }
    }
}
