package io.fieldline.observe;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;

import io.quarkus.logging.LoggingFilter;

/** Masks phone numbers and e-mail addresses in every log line before it is written. */
@LoggingFilter(name = "personal-data")
public final class PersonalDataFilter implements Filter {

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
        return true;
    }
}
