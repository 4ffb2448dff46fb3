package dev.wigwag.engine;

import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.rollout.Rollout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A place outside with channels, in each of which a rollout is one message; it fails as it is told. Thread-safe. */
final class FarEnd implements Mirror {
    static final String KIND = "far";
    static final Duration PACE = Duration.ofSeconds(30);

    /** What goes on while a call is under way. */
    interface Meanwhile {
        void happens(String call) throws InterruptedException;
    }

    /** What becomes of a call. */
    enum Turn {
        WELL,
        /** Not done, and said so. */
        DOWN,
        /** Not done; to be left alone for five minutes. */
        LIMITED,
        REFUSED,
        /** Done, but the answer is lost. */
        DONE_UNCLEAR,
        /** Not done, and no answer either. */
        LOST_UNCLEAR,
        /** Done, and the caller dies of it. */
        DONE_DYING,
        /** Not done, for a mistake of ours. */
        MISTAKEN
    }

    /** A message. */
    record Post(String channel, String key, String ref, String picture, Instant at) {}

    private final Clock clock;
    private final List<String> channels;
    private final List<Post> posts = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Deque<Turn> shows = new ArrayDeque<>();
    private final Deque<Turn> finds = new ArrayDeque<>();
    private Supplier<Turn> fate = () -> Turn.WELL;
    private Consumer<String> listener = call -> {};
    private volatile Meanwhile meanwhile = call -> {};
    private String credential;
    private OutletBudget budget = OutletBudget.every(Duration.ofSeconds(1));
    private int number;

    FarEnd(Clock clock, String... channels) {
        this.clock = clock;
        this.channels = List.of(channels);
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        String picture = rollout.phase() + " " + rollout.status().summary()
                + heir.map(by -> " by " + by.key().name() + " " + by.phase()).orElse("");
        return channels.stream()
                .<Face>map(channel -> new FarFace(
                        channel,
                        rollout.key() + " " + rollout.attempt(),
                        picture,
                        rollout.phase().isFinal() || picture.contains(channel + " done")))
                .toList();
    }

    /** The face of a channel, made of nothing. */
    Face face(String channel) {
        return new FarFace(channel, "key", "picture", false);
    }

    /** The same of an end. */
    Face end(String channel) {
        return new FarFace(channel, "key", "end", true);
    }

    /** The next attempts to show something end so. */
    synchronized void nextShow(Turn... turns) {
        shows.addAll(List.of(turns));
    }

    /** The next look-ups end so. */
    synchronized void nextFind(Turn... turns) {
        finds.addAll(List.of(turns));
    }

    /** How all other calls end. */
    synchronized void fate(Supplier<Turn> chance) {
        fate = chance;
    }

    /** Hears every call before it is done. */
    synchronized void onCall(Consumer<String> hearer) {
        listener = hearer;
    }

    /** Something happens while a call is under way, to that call alone. */
    void meanwhile(Meanwhile what) {
        meanwhile = what;
    }

    /** One credential is used for all channels. */
    synchronized void shareCredential() {
        credential = "shared";
    }

    /** The budget of every credential. */
    synchronized void budget(OutletBudget each) {
        budget = each;
    }

    /** Somebody deletes everything. */
    synchronized void clear() {
        posts.clear();
    }

    synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** What is to be read, in the order of posting. */
    synchronized List<String> pictures() {
        return posts.stream().map(Post::picture).toList();
    }

    /** Every call: {@code post}, {@code update} or {@code find}, and the channel. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private void pass(String call) {
        try {
            meanwhile.happens(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void begin(String call) {
        calls.add(call);
        listener.accept(call);
    }

    private synchronized String show(FarFace face, String ref) {
        Optional<Post> there =
                posts.stream().filter(post -> post.ref().equals(ref)).findFirst();
        begin((there.isPresent() ? "update " : "post ") + face.target());
        Turn turn = shows.isEmpty() ? fate.get() : shows.poll();
        failBefore(turn);
        String shown = there.map(Post::ref).orElseGet(() -> "ref-" + ++number);
        Post next = new Post(
                face.target(),
                face.key,
                shown,
                face.picture,
                there.map(Post::at).orElse(clock.instant()));
        if (there.isPresent()) {
            posts.set(posts.indexOf(there.get()), next);
        } else {
            posts.add(next);
        }
        failAfter(turn);
        return shown;
    }

    private synchronized Optional<String> find(FarFace face, Instant since) {
        begin("find " + face.target());
        Turn turn = finds.isEmpty() ? fate.get() : finds.poll();
        failBefore(turn == Turn.DONE_UNCLEAR || turn == Turn.LOST_UNCLEAR ? Turn.DOWN : turn);
        Optional<String> found = posts.stream()
                .filter(post ->
                        post.channel().equals(face.target()) && post.key().equals(face.key))
                .filter(post -> !post.at().isBefore(since))
                .map(Post::ref)
                .findFirst();
        failAfter(turn);
        return found;
    }

    private static void failBefore(Turn turn) {
        switch (turn) {
            case DOWN -> throw new OutletException(Fault.DOWN, Duration.ZERO, "down");
            case LIMITED -> throw new OutletException(Fault.LIMITED, Duration.ofMinutes(5), "too much");
            case REFUSED -> throw new OutletException(Fault.REFUSED, Duration.ZERO, "refused; do something");
            case LOST_UNCLEAR -> throw new OutletException(Fault.UNCLEAR, Duration.ZERO, "no answer");
            case MISTAKEN -> throw new IllegalStateException("secret-looking words");
            default -> {}
        }
    }

    private static void failAfter(Turn turn) {
        if (turn == Turn.DONE_UNCLEAR) {
            throw new OutletException(Fault.UNCLEAR, Duration.ZERO, "no answer");
        }
        if (turn == Turn.DONE_DYING) {
            throw new Mishaps.Death("the far end");
        }
    }

    private final class FarFace implements Face {
        private final String channel;
        private final String key;
        private final String picture;
        private final boolean last;

        FarFace(String channel, String key, String picture, boolean last) {
            this.channel = channel;
            this.key = key;
            this.picture = picture;
            this.last = last;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String target() {
            return channel;
        }

        @Override
        public String digest() {
            return "digest of " + picture;
        }

        @Override
        public String credential() {
            return credential == null ? "credential of " + channel : credential;
        }

        @Override
        public OutletBudget budget() {
            return budget;
        }

        @Override
        public String words() {
            return picture;
        }

        @Override
        public boolean isFinal() {
            return last;
        }

        @Override
        public Duration pace() {
            return PACE;
        }

        @Override
        public String show(String ref) {
            pass("show " + channel);
            return FarEnd.this.show(this, ref);
        }

        @Override
        public Optional<String> find(Instant since) {
            return FarEnd.this.find(this, since);
        }
    }
}
