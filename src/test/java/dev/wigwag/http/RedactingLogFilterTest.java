package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class RedactingLogFilterTest {

    private static final String SECRET_URL = "https://user:hunter2@host/x";
    private static final String CLEAN_URL = "https://[redacted]@host/x";

    private final RedactingLogFilter filter = new RedactingLogFilter();

    @Test
    void aSecretInAParameterIsFoundInTheFinishedMessage() {
        ExtLogRecord printf = new ExtLogRecord(Level.INFO, "fetch %s took %d%%", FormatStyle.PRINTF, "x");
        printf.setParameters(new Object[] {SECRET_URL, 7});
        assertThat(passed(printf)).isEqualTo("fetch " + CLEAN_URL + " took 7%");

        LogRecord plain = new LogRecord(Level.INFO, "fetch {0}");
        plain.setParameters(new Object[] {SECRET_URL});
        assertThat(passed(plain)).isEqualTo("fetch " + CLEAN_URL);
    }

    @Test
    void aSecretThatOnlyArisesFromTwoPartsIsFound() {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "%s:%s@host", FormatStyle.PRINTF, "x");
        record.setParameters(new Object[] {"https://user", "hunter2"});
        assertThat(passed(record)).isEqualTo("https://[redacted]@host");
    }

    @Test
    void whatARedactedMessageHoldsIsNotFormattedOnceMore() {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "%s", FormatStyle.PRINTF, "x");
        record.setParameters(new Object[] {SECRET_URL + " {0} %s %d"});
        assertThat(passed(record)).isEqualTo(CLEAN_URL + " {0} %s %d");
    }

    @Test
    void aRecordWithoutSecretsStaysUntouched() {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "all %s", FormatStyle.PRINTF, "x");
        Object[] parameters = {"well"};
        Throwable thrown = new IOException("broken", new IllegalStateException("pipe"));
        record.setParameters(parameters);
        record.setThrown(thrown);
        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getMessage()).isEqualTo("all %s");
        assertThat(record.getParameters()).isSameAs(parameters);
        assertThat(record.getThrown()).isSameAs(thrown);
    }

    @Test
    void aRecordWithoutAMessageIsPassed() {
        assertThat(filter.isLoggable(new LogRecord(Level.INFO, null))).isTrue();
    }

    @Test
    void theMessagesOfAnExceptionItsCausesAndSuppressedOnesAreRedacted() {
        Exception thrown = new IllegalStateException("outer", new IOException("cannot reach " + SECRET_URL));
        thrown.addSuppressed(new IOException("nor " + SECRET_URL));
        LogRecord record = new LogRecord(Level.INFO, "failed");
        record.setThrown(thrown);
        assertThat(filter.isLoggable(record)).isTrue();

        StringWriter trace = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .doesNotContain("hunter2")
                .startsWith("java.lang.IllegalStateException: outer")
                .contains("Caused by: java.io.IOException: cannot reach " + CLEAN_URL)
                .contains("Suppressed: java.io.IOException: nor " + CLEAN_URL)
                .contains("at " + getClass().getName());
    }

    @Test
    void anExceptionThatGoesInACircleOrIsVeryDeepIsStillRedacted() {
        Exception first = new IOException(SECRET_URL);
        Exception second = new IOException("second", first);
        first.initCause(second);
        assertThat(RedactedThrowable.of(second).getCause().toString()).doesNotContain("hunter2");

        Throwable deep = new IOException(SECRET_URL);
        for (int i = 0; i < 10_000; i++) {
            deep = new IOException("level " + i, deep);
        }
        Throwable clean = RedactedThrowable.of(deep);
        int depth = 0;
        for (Throwable at = clean; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain("hunter2");
            depth++;
        }
        assertThat(depth).isLessThan(100);
    }

    private String passed(LogRecord record) {
        assertThat(filter.isLoggable(record)).isTrue();
        return new PatternFormatter("%s").format(record);
    }
}
