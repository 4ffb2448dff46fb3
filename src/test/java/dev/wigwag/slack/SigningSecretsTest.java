package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.sandbox.slack.SlackSignature;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack's signature; the two examples are those of the reference (slack.md §11), the first of them Slack's own. */
class SigningSecretsTest {
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final Instant THEN = Instant.ofEpochSecond(1531420618);
    private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static final String OTHER_SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant OTHER_THEN = Instant.ofEpochSecond(1767225600);
    private static final String OTHER_BODY =
            "payload=%7B%22type%22%3A%22block_actions%22%2C%22team%22%3A%7B%22id%22%3A%22T0AB12CD3%22%7D%7D";
    private static final String OTHER_SIGNATURE = "v0=a06c1e5dd6b6de586281cc39b39ff8980c2ef1817e4e13c2b6422d41cd851371";

    @TempDir
    Path directory;

    @Test
    void slacksOwnExampleIsTaken() {
        assertThatCode(() -> at(THEN, SECRET).check(signed(THEN, SIGNATURE), body(BODY)))
                .doesNotThrowAnyException();
    }

    @Test
    void theExampleOfAPressIsTaken() {
        assertThatCode(() -> at(OTHER_THEN, OTHER_SECRET).check(signed(OTHER_THEN, OTHER_SIGNATURE), body(OTHER_BODY)))
                .doesNotThrowAnyException();
    }

    @Test
    void theSandboxSignsAsSlackDoes() {
        assertThat(SlackSignature.v0(SECRET, THEN, BODY)).isEqualTo(SIGNATURE);
        assertThat(SlackSignature.v0(OTHER_SECRET, OTHER_THEN, OTHER_BODY)).isEqualTo(OTHER_SIGNATURE);
    }

    @Test
    void oldAndNewSecretAreGoodSideBySide() {
        SigningSecrets both = at(THEN, OTHER_SECRET + "," + SECRET);

        assertThatCode(() -> both.check(signed(THEN, SIGNATURE), body(BODY))).doesNotThrowAnyException();
    }

    @Test
    void aSecretThatIsMountedLaterIsGoodAtOnce() throws Exception {
        HandSetClock clock = new HandSetClock(THEN);
        SigningSecrets mounted = with(clock, "");
        assertThat(mounted.configured()).isFalse();

        Files.writeString(directory.resolve(SlackConfig.SIGNING_SECRETS), SECRET + "\n");
        clock.pass(Duration.ofSeconds(2));

        assertThatCode(() -> mounted.check(signed(THEN, SIGNATURE), body(BODY))).doesNotThrowAnyException();
        assertThat(mounted.configured()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -299, 0, 299, 300})
    void withinFiveMinutesEitherWayTheClocksMayDiffer(int seconds) {
        assertThatCode(() -> at(THEN.plusSeconds(seconds), SECRET).check(signed(THEN, SIGNATURE), body(BODY)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"301, 301 s ago", "86400, 86400 s ago", "-301, 301 s ahead", "-86400, 86400 s ahead"})
    void aCopySentLaterAndOneFromTheFutureAreRefused(int seconds, String why) {
        SigningSecrets secrets = at(THEN.plusSeconds(seconds), SECRET);

        assertThat(refusal(() -> secrets.check(signed(THEN, SIGNATURE), body(BODY))))
                .contains("credentials-wrong", why, "clock");
        assertThat(refusal(() -> secrets.checkHeaders(signed(THEN, SIGNATURE)))).contains(why);
    }

    @Test
    void aNewTimeOnAnOldSignatureIsForged() {
        SigningSecrets later = at(THEN.plusSeconds(900), SECRET);

        assertThat(refusal(() -> later.check(signed(THEN.plusSeconds(900), SIGNATURE), body(BODY))))
                .contains("credentials-wrong", SlackConfig.SIGNING_SECRETS)
                .doesNotContain(SECRET);
    }

    @Test
    void everyByteOfTheBodyCounts() {
        SigningSecrets secrets = at(THEN, SECRET);

        assertThat(refusal(() -> secrets.check(signed(THEN, SIGNATURE), body(BODY + " "))))
                .contains("credentials-wrong");
        assertThat(refusal(() -> secrets.check(signed(THEN, SIGNATURE), RawBody.EMPTY)))
                .contains("credentials-wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v0=",
                "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "sha256=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b5033",
                "v0=zz114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
            })
    void whatIsNoSignatureIsRefusedByItsForm(String value) {
        assertThat(refusal(() -> at(THEN, SECRET).checkHeaders(signed(THEN, value))))
                .contains("credentials-missing", SigningSecrets.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1531420618", "1531420618.5", " 1531420618", "99999999999999999999999"})
    void whatIsNoTimeIsRefusedByItsForm(String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add(SigningSecrets.SIGNATURE, SIGNATURE)
                .add(SigningSecrets.TIMESTAMP, value);

        assertThat(refusal(() -> at(THEN, SECRET).checkHeaders(headers)))
                .contains("credentials-missing", SigningSecrets.TIMESTAMP);
    }

    @Test
    void headersThatAreMissingOrDoubledAreRefused() {
        SigningSecrets secrets = at(THEN, SECRET);

        assertThat(refusal(() -> secrets.checkHeaders(MultiMap.caseInsensitiveMultiMap())))
                .contains("credentials-missing");
        assertThat(refusal(
                        () -> secrets.checkHeaders(signed(THEN, SIGNATURE).add(SigningSecrets.SIGNATURE, SIGNATURE))))
                .contains("credentials-missing", "2 times");
        assertThat(refusal(() ->
                        secrets.checkHeaders(signed(THEN, SIGNATURE).add(SigningSecrets.TIMESTAMP, "1531420618"))))
                .contains("credentials-missing");
    }

    @Test
    void withoutASecretTheEdgeIsClosedAndNamesTheProperty() {
        assertThat(refusal(() -> at(THEN, "").checkHeaders(signed(THEN, SIGNATURE))))
                .contains("not-configured", SlackConfig.SIGNING_SECRETS);
        assertThat(refusal(() -> at(THEN, "").check(signed(THEN, SIGNATURE), body(BODY))))
                .contains("credentials-wrong");
    }

    private SigningSecrets at(Instant now, String secrets) {
        return with(new HandSetClock(now), secrets);
    }

    private SigningSecrets with(HandSetClock clock, String secrets) {
        SlackConfig config = TestSettings.of(SlackConfig.class, Map.of(SlackConfig.SIGNING_SECRETS, secrets));
        return new SigningSecrets(config, new SecretsDirectory(directory, clock, Runnable::run), clock);
    }

    private static MultiMap signed(Instant time, String signature) {
        return MultiMap.caseInsensitiveMultiMap()
                .add(SigningSecrets.SIGNATURE, signature)
                .add(SigningSecrets.TIMESTAMP, SlackSignature.timestamp(time));
    }

    private static RawBody body(String text) {
        return RawBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        return catchThrowableOfType(Refusal.class, what).getMessage();
    }
}
