package dev.wigwag.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands in the log for an exception whose messages hold a secret: same class name, stack trace and causes. */
final class RedactedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_DEPTH = 50;

    private final String text;

    private RedactedThrowable(String text, Throwable cause, StackTraceElement[] stack) {
        super(text, cause, true, true);
        this.text = text;
        setStackTrace(stack);
    }

    /** The same exception if there is nothing to redact in it and what it carries, otherwise its stand-in. */
    static Throwable of(Throwable thrown) {
        return isClean(thrown, newSet(), 0) ? thrown : copy(thrown, newSet(), 0);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isClean(Throwable thrown, Set<Throwable> seen, int depth) {
        if (thrown == null || !seen.add(thrown)) {
            return true;
        }
        String text = thrown.toString();
        if (depth > MAX_DEPTH || text != null && !text.equals(Redaction.apply(text))) {
            return false;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isClean(suppressed, seen, depth + 1)) {
                return false;
            }
        }
        return isClean(thrown.getCause(), seen, depth + 1);
    }

    /** Ends at a circle and at the fiftieth level, as nobody reads further and the stack is finite. */
    private static Throwable copy(Throwable thrown, Set<Throwable> seen, int depth) {
        if (thrown == null || depth > MAX_DEPTH || !seen.add(thrown)) {
            return null;
        }
        RedactedThrowable copy = new RedactedThrowable(
                Redaction.apply(thrown.toString()), copy(thrown.getCause(), seen, depth + 1), thrown.getStackTrace());
        for (Throwable suppressed : thrown.getSuppressed()) {
            Throwable clean = copy(suppressed, seen, depth + 1);
            if (clean != null) {
                copy.addSuppressed(clean);
            }
        }
        return copy;
    }

    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
