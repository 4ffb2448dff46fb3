package dev.wigwag.github;

import static dev.wigwag.github.AGitHub.SHA;
import static dev.wigwag.github.AGitHub.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.engine.OutletException;
import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.github.CommitStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusFaceTest {
    private static final String STATUSES = "/repos/acme/web/statuses/.*";

    private final AGitHub github = new AGitHub();

    @AfterEach
    void stop() {
        github.close();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyStateIsPostedAndOnlyPendingIsNoEnd(State state) {
        StatusFace face = face(state, "3/5 ready");

        assertThat(face.show(null)).isNull();

        assertThat(github.server.statuses().shown("acme/web", SHA).get(0).state())
                .isEqualTo(state.name());
        assertThat(face.isFinal()).isEqualTo(state != State.pending);
    }

    @Test
    void thePictureIsCommitStateWordsAndLink() {
        StatusFace face = face(State.pending, "3/5 ready");

        assertThat(face.digest()).isEqualTo(face(State.pending, "3/5 ready").digest());
        assertThat(List.of(
                        face(State.success, "3/5 ready"),
                        face(State.pending, "4/5 ready"),
                        new StatusFace(face.api(), "c", WEB, SHA.replace('1', '2'), face.status()),
                        new StatusFace(
                                face.api(),
                                "c",
                                WEB,
                                SHA,
                                new CommitStatus(State.pending, "ctx", "3/5 ready", "https://other.example.org"))))
                .extracting(StatusFace::digest)
                .doesNotHaveDuplicates()
                .doesNotContain(face.digest());
        assertThat(face.target()).isEqualTo("acme/web ctx");
        assertThat(face.credential()).isEqualTo("c");
    }

    @Test
    void aLimitSaysWhenToComeAgain() {
        github.server.faults().answer("POST", STATUSES, 403, "secondary rate limit", "Retry-After", "90");

        OutletException trouble = refused();

        assertThat(trouble.fault()).isEqualTo(Fault.LIMITED);
        assertThat(trouble.after()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aMissingPermissionIsRefusedAndNamesIt() {
        github.server.credentials().personalToken(AGitHub.TOKEN, "wigwag-bot");

        OutletException trouble = refused();

        assertThat(trouble.fault()).isEqualTo(Fault.REFUSED);
        assertThat(trouble).hasMessageContaining("statuses=write").hasMessageNotContaining(AGitHub.TOKEN);
    }

    @Test
    void anAnswerThatNeverCameIsTriedAgainWithoutLookingSinceThatDoesNoHarm() {
        github.server.faults().cutAfterDoing(1, "POST", STATUSES);

        assertThat(refused().fault()).isEqualTo(Fault.DOWN);
        StatusFace face = face(State.pending, "3/5 ready");
        assertThat(face.find(Instant.EPOCH)).isEmpty();
        face.show(null);
        assertThat(github.server.statuses().shown("acme/web", SHA)).hasSize(1);
    }

    private OutletException refused() {
        return catchThrowableOfType(
                OutletException.class, () -> face(State.pending, "3/5 ready").show(null));
    }

    private StatusFace face(State state, String words) {
        return new StatusFace(
                github.api(), "c", WEB, SHA, new CommitStatus(state, "ctx", words, "https://ops.example.org"));
    }
}
