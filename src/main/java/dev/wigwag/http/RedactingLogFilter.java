package dev.wigwag.http;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Passes every log record through {@link Redaction}: its message with the parameters filled in, and the messages of its
 * exception, the causes and the suppressed ones. It drops no record.
 */
@LoggingFilter(name = "redaction")
public final class RedactingLogFilter implements Filter {

    /** The message with its parameters, without the exception. */
    private static final Formatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord entry) {
        String message = MESSAGE.format(entry);
        String clean = Redaction.apply(message);
        if (!clean.equals(message)) {
            if (entry instanceof ExtLogRecord ext) {
                ext.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
            } else {
                entry.setMessage(clean);
            }
            entry.setParameters(null);
        }
        if (entry.getThrown() != null) {
            entry.setThrown(RedactedThrowable.of(entry.getThrown()));
        }
        return true;
    }
}
