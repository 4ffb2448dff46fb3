package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import dev.wigwag.rollout.ObjectKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageNewsTest {
    private static final Instant NOW = Instant.parse("2026-07-28T09:05:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Halt podinfo.test advancement success-rate 97.32 < 99 | CheckFailed | success-rate 97.32 < 99",
                "canary deployment podinfo.test not ready: waiting for pods | Unready | waiting for pods",
                "Halt podinfo.test advancement waiting for traffic increase approval step | TrafficHeld | -",
                "Confirm-traffic-increase check step passed | Advanced | -",
                "Advance podinfo.test canary weight 20 | Advanced | -",
                "Advance podinfo.test canary iteration 2/10 | Advanced | -",
                "Rollback check stop passed | RollbackOrdered | stop",
                "Rolling back podinfo.test manual webhook invoked | RollbackOrdered | -",
                "Promotion of podinfo.test failed, primary not ready: too slow | PromotionFailed | too slow",
                "Promotion completed! Scaling down podinfo.test | Other | -",
                "Canary failed! Scaling down podinfo.test | Other | -",
                "something of tomorrow | Other | -"
            })
    void eachMessageIsKeptForWhatItAdds(String message, What what, String words) throws Exception {
        CanaryNews news = news(FlaggerEvents.saying(message));

        assertThat(news.what()).isEqualTo(what);
        assertThat(news.words()).isEqualTo(words);
        assertThat(news.canary()).isEqualTo(new ObjectKey("Canary", "test", "podinfo"));
    }

    @Test
    void onlyAnAnnouncedWeightIsOne() throws Exception {
        assertThat(news(FlaggerEvents.saying("Advance podinfo.test canary weight 20"))
                        .weight())
                .isEqualTo(20);
        assertThat(news(FlaggerEvents.saying("Advance podinfo.test primary weight 20"))
                        .weight())
                .isNull();
        assertThat(news(FlaggerEvents.saying("Advance podinfo.test canary iteration 2/10"))
                        .weight())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Halt podinfo.test advancement waiting for approval start",
                "Confirm-rollout check start passed",
                "New revision detected! Scaling up podinfo.test",
                "New revision detected! Restarting analysis for podinfo.test"
            })
    void theChecksumOfTheRevisionBeforeIsNotKept(String message) throws Exception {
        assertThat(news(FlaggerEvents.saying(message)).checksum()).isNull();
        assertThat(news(FlaggerEvents.saying("Starting canary analysis for podinfo.test"))
                        .checksum())
                .isEqualTo("7d7b5f964c");
    }

    @Test
    void theTimeIsFlaggersOrElseThatOfItsComing() throws Exception {
        assertThat(news(FlaggerEvents.saying("x")).at()).isEqualTo(Instant.parse("2026-07-28T09:01:30.417Z"));
        assertThat(news("{\"name\":\"podinfo\",\"namespace\":\"test\"}").at()).isEqualTo(NOW);
    }

    @Test
    void anErrorOfManyLinesIsOneLineOfWords() throws Exception {
        String message = "canary deployment podinfo.test not ready: first\nsecond\n" + "x".repeat(10_000);

        assertThat(news(FlaggerEvents.saying(message)).words()).isEqualTo("first");
    }

    private static CanaryNews news(String body) throws Exception {
        FlaggerEvent event = FlaggerEvent.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return MessageNews.of(event, FlaggerMessage.of(event.message()), NOW);
    }
}
