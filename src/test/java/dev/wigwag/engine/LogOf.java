package dev.wigwag.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class, or whoever uses a name, writes to the log, from now on until it is closed. */
public final class LogOf implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler hearer = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new PatternFormatter("%m").format(line));
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing to close
        }
    };

    LogOf(Class<?> writer) {
        this(writer.getName());
    }

    /** Of the logger of this name. */
    public LogOf(String name) {
        this.logger = Logger.getLogger(name);
        logger.addHandler(hearer);
    }

    /** What was written so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(hearer);
    }
}
