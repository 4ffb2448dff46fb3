package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistrationTest {
    private static final ObjectKey SOURCE = new ObjectKey("GitRepository", "flux-system", "gitops");
    private static final String SSH = "ssh://git@github.com/acme/fleet";

    @Test
    void aRevisionNobodyHasSeenIsCreatedWithoutAStatus() {
        Registration decision = decide(APush.of('a'), List.of());

        Rollout rollout = ((Registration.Created) decision).rollout();
        assertThat(rollout.key()).isEqualTo(new RolloutKey("flux-system", "gitops-aaaaaaaaaaaa"));
        assertThat(rollout.source()).isEqualTo(SOURCE);
        assertThat(rollout.status()).isNull();
        assertThat(rollout.version()).isNull();
        assertThat(rollout.spec().revision()).isEqualTo("main@sha1:" + APush.sha('a'));
        assertThat(rollout.spec().repository()).isEqualTo(APush.URL);
        assertThat(rollout.spec().request())
                .isEqualTo(RequestToken.of(APush.of('a').push()).toString());
        assertThat(rollout.spec().commit())
                .isEqualTo(new Commit(
                        APush.sha('a'),
                        "Raise replicas",
                        "Ana",
                        "ana@example.org",
                        "ana",
                        APush.NOON,
                        "https://github.com/acme/fleet/compare/a...b",
                        false,
                        APush.sha('0')));
    }

    @Test
    void messageAndAuthorAreKeptBackFromASourceThatHasNotShownItCanReadTheRepository() {
        Push push = APush.of('a').push();
        Registration decision = Registration.of(push, SOURCE, SSH, revision(push), false, List.of());

        Commit commit = ((Registration.Created) decision).rollout().spec().commit();
        assertThat(commit.message()).isNull();
        assertThat(commit.author()).isNull();
        assertThat(commit.authorEmail()).isNull();
        assertThat(commit.sha()).isEqualTo(APush.sha('a'));
        assertThat(commit.pushedBy()).isEqualTo("ana");
    }

    @Test
    void theAddressOfTheSourceIsShownWithoutCredentialsWhereTheSenderGivesNoneOfItsOwn() {
        Push said = APush.of('a').push();
        Push silent = new Push(
                said.delivery(),
                said.repository(),
                said.addresses(),
                null,
                said.ref(),
                said.before(),
                said.after(),
                said.forced(),
                said.message(),
                said.author(),
                said.authorEmail(),
                said.pushedBy(),
                said.pushedAt(),
                said.compare(),
                said.commits());
        Registration decision = Registration.of(
                silent, SOURCE, "https://bot:hunter2@github.com/acme/fleet", revision(silent), true, List.of());

        assertThat(((Registration.Created) decision).rollout().spec().repository())
                .isEqualTo("https://github.com/acme/fleet");
    }

    @Test
    void anAddressOfTheSenderIsShownWithoutCredentialsToo() {
        Push said = APush.of('a').push();
        Push withUser = new Push(
                said.delivery(),
                said.repository(),
                said.addresses(),
                "https://bot:hunter2@github.com/acme/fleet",
                said.ref(),
                said.before(),
                said.after(),
                said.forced(),
                said.message(),
                said.author(),
                said.authorEmail(),
                said.pushedBy(),
                said.pushedAt(),
                said.compare(),
                said.commits());

        Registration decision = decide(withUser, List.of());

        assertThat(((Registration.Created) decision).rollout().spec().repository())
                .isEqualTo("https://github.com/acme/fleet");
    }

    @Test
    void theSamePushBySecondHookOrRedeliveryIsKnownWhateverItsGuid() {
        Book book = new Book();
        book.hear(APush.of('a'));

        assertThat(decide(APush.of('a').deliveredAs("guid-2"), book.rollouts())).isInstanceOf(Registration.Known.class);
        assertThat(decide(APush.of('a'), book.rollouts())).isInstanceOf(Registration.Known.class);
    }

    @Test
    void aPushIsKnownAlsoAfterALaterOneOfTheSameRef() {
        Book book = new Book();
        book.hear(APush.of('a').at(0));
        book.hear(APush.of('b').over('a').at(60));

        assertThat(decide(APush.of('a').at(0), book.rollouts())).isInstanceOf(Registration.Known.class);
    }

    @Test
    void aRevisionThatComesBackIsTheSameRolloutAgain() {
        Book book = new Book();
        book.hear(APush.of('a').at(0));
        book.hear(APush.of('b').over('a').at(60));

        APush back = APush.of('a').over('b').byForce().at(120);
        Registration decision = decide(back, book.rollouts());

        Rollout again = ((Registration.Again) decision).rollout();
        assertThat(again.key().name()).isEqualTo("gitops-aaaaaaaaaaaa");
        assertThat(again.version()).isEqualTo(book.stored("gitops-aaaaaaaaaaaa").version());
        assertThat(again.spec().request())
                .isEqualTo(RequestToken.of(back.push()).toString());
        assertThat(again.spec().commit().pushedAt()).isEqualTo(APush.NOON.plusSeconds(120));
        assertThat(again.awaitsFold()).isTrue();
    }

    @Test
    void aBranchThatIsDeletedAndMadeAgainAtTheSameCommitIsTheSameRolloutAgain() {
        Book book = new Book();
        book.hear(APush.of('a').over('9').at(0));

        assertThat(decide(APush.of('a').over('0').at(60), book.rollouts())).isInstanceOf(Registration.Again.class);
    }

    @Test
    void aPushOlderThanTheNewestKnownOfItsRefCreatesNothing() {
        Book book = new Book();
        book.hear(APush.of('b').at(60));

        assertThat(decide(APush.of('a').at(59), book.rollouts()))
                .isEqualTo(new Registration.Older(APush.NOON.plusSeconds(60)));
    }

    @Test
    void anOldPushOfARevisionThatCameBackMeanwhileChangesNothing() {
        Book book = new Book();
        book.hear(APush.of('a').over('b').at(120));

        assertThat(decide(APush.of('a').at(0), book.rollouts())).isInstanceOf(Registration.Older.class);
    }

    @Test
    void aPushOfTheSameSecondIsNotOlder() {
        Book book = new Book();
        book.hear(APush.of('b').at(60));

        assertThat(decide(APush.of('a').at(60), book.rollouts())).isInstanceOf(Registration.Created.class);
    }

    @Test
    void aPushThatDoesNotSayWhenItWasIsNeverOlderAndMakesNoOtherOlder() {
        Book book = new Book();
        book.hear(APush.of('b').at(60));
        book.hear(APush.of('c').at(null));

        assertThat(book.rollouts()).hasSize(2);
        assertThat(decide(APush.of('d').at(61), book.rollouts())).isInstanceOf(Registration.Created.class);
    }

    @Test
    void tagsDoNotCompeteWithEachOther() {
        Book book = new Book();
        book.hear(APush.of('b').to("refs/tags/v1.1.0").at(60));

        assertThat(decide(APush.of('a').to("refs/tags/v1.0.0").at(0), book.rollouts()))
                .isInstanceOf(Registration.Created.class);
        assertThat(decide(APush.of('a').to("refs/tags/v1.1.0").at(0), book.rollouts()))
                .isInstanceOf(Registration.Older.class);
    }

    @Test
    void rolloutsThatWereFoundWithoutAPushMakeNoPushOld() {
        Rollout found = adopted(Phase.Succeeded, "main@sha1:" + APush.sha('b'));

        assertThat(decide(APush.of('a'), List.of(found))).isInstanceOf(Registration.Created.class);
    }

    @Test
    void aRolloutThatWasFoundBeforeItsPushWasHeardIsTheSameRollout() {
        Rollout found = adopted(Phase.Succeeded, "main@sha1:" + APush.sha('a'));

        Registration decision = decide(APush.of('a'), List.of(found));

        assertThat(((Registration.Again) decision).rollout().spec().commit().pushedBy())
                .isEqualTo("ana");
    }

    @Test
    void aStoredRevisionThatCannotBeReadDoesNotStopAPush() {
        Rollout junk = adopted(Phase.Pending, "main@sha1:no hex")
                .withSpec(new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        "main@sha1:no hex",
                        null,
                        new Commit(null, null, null, null, null, Instant.MAX, null, null, null),
                        "wigwag-0000000000000000"));

        assertThat(decide(APush.of('a'), List.of(junk))).isInstanceOf(Registration.Created.class);
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 200).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderAndRepetitionEndsWithTheNewestPushAndNoPushMakesTwoAttempts(int seed) {
        Random random = new Random(seed);
        List<APush> pushes = history(random);
        List<APush> deliveries = new ArrayList<>(pushes);
        for (int extra = random.nextInt(20); extra > 0; extra--) {
            APush repeated = pushes.get(random.nextInt(pushes.size()));
            deliveries.add(repeated.deliveredAs("guid-" + extra));
        }
        Collections.shuffle(deliveries, random);

        Book book = new Book();
        deliveries.forEach(book::hear);

        APush newest = pushes.get(pushes.size() - 1);
        Rollout last = book.stored("gitops-" + newest.commit().substring(0, 12));
        assertThat(last.spec().request())
                .isEqualTo(RequestToken.of(newest.push()).toString());
        assertThat(last.spec().commit().pushedAt()).isEqualTo(newest.pushedAt());
        assertThat(last.phase()).isEqualTo(Phase.Pending);
        assertThat(book.attemptsByToken.values()).allMatch(attempts -> attempts == 1);
    }

    /** Up to eight commits, pushed over each other in up to a dozen pushes, each in a second of its own. */
    private static List<APush> history(Random random) {
        List<APush> pushes = new ArrayList<>();
        char before = '0';
        for (int turn = 0, count = 1 + random.nextInt(12); turn < count; turn++) {
            char commit = (char) ('a' + random.nextInt(6));
            if (commit != before) {
                pushes.add(APush.of(commit).over(before).at(turn));
                before = commit;
            }
        }
        return pushes;
    }

    private static Rollout adopted(Phase phase, String revision) {
        RolloutSpec spec =
                new RolloutSpec(new RolloutSpec.Source("GitRepository", "gitops"), revision, null, null, null);
        String hash = Revision.read(revision).map(Revision::shortHash).orElse("junk");
        RolloutStatus status = new RolloutStatus(1, null, null, phase, null, null, null, null, null, null);
        return new Rollout(new RolloutKey("flux-system", "gitops-" + hash), spec, status, "7");
    }

    private static Registration decide(APush push, List<Rollout> known) {
        return decide(push.push(), known);
    }

    private static Registration decide(Push push, List<Rollout> known) {
        return Registration.of(push, SOURCE, SSH, revision(push), true, known);
    }

    private static Revision revision(Push push) {
        String pointer =
                push.ref().branch().or(() -> push.ref().tag()).orElse(push.ref().ref());
        return Revision.ofCommit(pointer, push.ref().commit());
    }

    /** What a store would hold after every decision was carried out. */
    private static final class Book {
        private final Map<RolloutKey, Rollout> stored = new HashMap<>();
        private final Map<String, Integer> attemptsByToken = new HashMap<>();

        void hear(APush push) {
            Registration decision = decide(push, rollouts());
            if (decision instanceof Registration.Created created) {
                assertThat(stored).doesNotContainKey(created.rollout().key());
                put(created.rollout());
            } else if (decision instanceof Registration.Again again) {
                put(again.rollout());
            }
        }

        private void put(Rollout rollout) {
            Rollout next = rollout.takenUp();
            attemptsByToken.merge(next.spec().request(), 1, Integer::sum);
            stored.put(
                    next.key(),
                    new Rollout(next.key(), next.spec(), next.status(), String.valueOf(attemptsByToken.size())));
        }

        List<Rollout> rollouts() {
            return List.copyOf(stored.values());
        }

        Rollout stored(String name) {
            return stored.get(new RolloutKey("flux-system", name));
        }
    }

    @Test
    void whatThePushListsStandsInTheRolloutUntilTheRepositoryIsRead() {
        Changes changes = created(APush.of('a').over('0'), true).spec().changes();

        assertThat(changes.told()).isEqualTo(Changes.Told.push);
        assertThat(changes.from()).isNull();
        assertThat(changes.way()).isEqualTo(Changes.Way.forward);
        assertThat(changes.count()).isEqualTo(1);
        assertThat(changes.whole()).isTrue();
        assertThat(changes.commits()).extracting(ListedCommit::subject).containsExactly("Raise replicas (#7)");
        assertThat(created(APush.of('a').byForce(), true).spec().changes().way())
                .isEqualTo(Changes.Way.aside);
    }

    @Test
    void aSourceThatCannotReadTheRepositoryLearnsOfNoCommits() {
        assertThat(created(APush.of('a'), false).spec().changes()).isNull();
    }

    private static Rollout created(APush push, boolean trusted) {
        Registration decision = Registration.of(
                push.push(), AView.SOURCE, APush.URL, Revision.ofCommit("main", push.commit()), trusted, List.of());
        return ((Registration.Created) decision).rollout();
    }
}
