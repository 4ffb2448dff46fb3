package dev.wigwag.http;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The secrets of one edge as they are right now: those of the configuration, and those of a mounted file that may change
 * while the process runs, so that a secret is rotated without a restart.
 *
 * <p>A file that vanishes or cannot be read leaves the last good secrets in force and says so once. Each secret is made
 * known to {@link Redaction}. Thread-safe.
 */
public final class LiveSecrets {

    private static final Logger LOG = Logger.getLogger(LiveSecrets.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MAX_ENTRIES = 64;
    private static final int SHORT = 8;

    private final String property;
    private final SecretEntry syntax;
    private final SecretFile file;
    private final Clock clock;
    private final Executor background;
    private final List<ScopedSecret> configured;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean warnedOfShort = new AtomicBoolean();

    private volatile List<ScopedSecret> secrets;
    private volatile Instant lastLook;
    private SecretFile.Fingerprint seen;
    private String lastTrouble = "";

    /**
     * Reads configuration and file; blocks.
     *
     * @param property name of the property the entries come from, also the file's name
     * @param entries the configured entries, blank ones do not count
     * @param directory where Secrets are mounted; need not exist
     * @param scopes makes a predicate on repositories or namespaces from the globs of an entry
     * @param background runs a look at the file that must not be done on the caller's thread
     * @throws IllegalArgumentException if a configured entry is wrong; the message names it by number only
     */
    public LiveSecrets(
            String property,
            List<String> entries,
            Path directory,
            Function<Collection<String>, Predicate<String>> scopes,
            Clock clock,
            Executor background) {
        this.property = property;
        this.syntax = new SecretEntry(scopes);
        this.file = new SecretFile(directory.resolve(property));
        this.clock = clock;
        this.background = background;
        this.configured = parse(entries, property);
        publish(List.of());
        look();
    }

    /** The property that holds these secrets, for messages. */
    public String property() {
        return property;
    }

    /**
     * All secrets in force. Looks at the file, at most once a second, before it answers; so it may block and a secret is
     * good as soon as it is mounted.
     */
    public List<ScopedSecret> current() {
        if (isLookDue()) {
            look();
        }
        return secrets;
    }

    /**
     * Whether there is any secret, as far as known. Never blocks: while there is none, a look at the file goes on in the
     * background, and the next caller has the benefit.
     */
    public boolean configured() {
        if (secrets.isEmpty() && isLookDue() && looking.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    look();
                } finally {
                    looking.set(false);
                }
            });
        }
        return !secrets.isEmpty();
    }

    /** Names the property and the number of secrets. */
    @Override
    public String toString() {
        return "LiveSecrets[" + property + ", " + secrets.size() + " in force]";
    }

    private boolean isLookDue() {
        Duration since = Duration.between(lastLook, clock.instant());
        return since.isNegative() || since.compareTo(BETWEEN_LOOKS) >= 0;
    }

    private synchronized void look() {
        if (lastLook != null && !isLookDue()) {
            return;
        }
        lastLook = clock.instant();
        try {
            SecretFile.Fingerprint now = file.fingerprint();
            if (!now.equals(seen)) {
                publish(parse(file.entries(), "the file"));
                seen = now;
                trouble("");
            }
        } catch (NoSuchFileException e) {
            // Nothing mounted is a usual state; only what was there can be missed.
            if (seen != null) {
                trouble("vanished; mount it again");
            }
        } catch (IOException | IllegalArgumentException e) {
            trouble(
                    e instanceof CharacterCodingException
                            ? "is not UTF-8; write odd bytes as base64:…"
                            : e.getMessage());
        }
        lastLook = clock.instant();
    }

    /** Once for each kind of trouble, as a look is taken every second. */
    private void trouble(String what) {
        if (!what.isEmpty()) {
            seen = null;
            if (!what.equals(lastTrouble)) {
                LOG.errorf("Secrets of %s: %s: %s. The last good ones stay in force.", property, file.path(), what);
            }
        } else if (!lastTrouble.isEmpty()) {
            LOG.infof("Secrets of %s: %s is in order again.", property, file.path());
        }
        lastTrouble = what;
    }

    private List<ScopedSecret> parse(List<String> entries, String place) {
        List<ScopedSecret> parsed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                syntax.parse(entries.get(i)).ifPresent(parsed::add);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("entry " + (i + 1) + " of " + place + " " + e.getMessage());
            }
            if (parsed.size() > MAX_ENTRIES) {
                throw new IllegalArgumentException(
                        place + " has more than " + MAX_ENTRIES + " secrets; remove those no longer used");
            }
        }
        return List.copyOf(parsed);
    }

    private void publish(List<ScopedSecret> fromFile) {
        List<ScopedSecret> all = new ArrayList<>(configured);
        all.addAll(fromFile);
        if (all.stream().anyMatch(secret -> secret.key().length < SHORT) && warnedOfShort.compareAndSet(false, true)) {
            LOG.warnf(
                    "%s holds a secret of fewer than %d bytes; take a longer one, it can be guessed.", property, SHORT);
        }
        KnownSecrets.remember(property, all.stream().map(ScopedSecret::key).toList());
        secrets = List.copyOf(all);
    }
}
