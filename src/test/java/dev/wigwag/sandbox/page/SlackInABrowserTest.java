package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The Slack of the page in somebody's hands, on a phone. */
@QuarkusTest
class SlackInABrowserTest {
    private static final Duration A_RUN = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String APPROVE = "#slack .slack button.primary";

    /** The newest of what somebody is shown alone. */
    private static final String ALONE = "#alone .slack";

    @TestHTTPResource("/sandbox")
    URL page;

    /** The next run is as ever: the one that may still wait for somebody gives way to it. */
    @AfterEach
    void nobodyIsAskedAnyMore() {
        flip("off");
        push();
    }

    @Test
    void aButtonAsksFirstAndThenTellsWhoPressedItAlone() {
        try (Browser browser = Browser.open(390, 844)) {
            browser.driver().get(page.toString());
            flip("traffic");
            push();
            await().atMost(A_RUN).until(() -> browser.count(APPROVE) == 1);
            assertThat(browser.text("#slack .slack .buttons")).contains("Approve", "Roll back");

            String before = browser.text(ALONE);
            browser.driver().executeScript("document.querySelector(arguments[0]).click()", APPROVE);
            assertThat(browser.text("#confirm"))
                    .contains("More traffic for podinfo.test?", "Flagger's next look", "Not now");
            browser.driver()
                    .findElement(By.cssSelector("#confirm button.quiet"))
                    .click();
            assertThat(browser.text(ALONE)).isEqualTo(before);

            browser.driver().executeScript("document.querySelector(arguments[0]).click()", APPROVE);
            browser.driver()
                    .findElement(By.cssSelector("#confirm button.primary"))
                    .click();
            await().atMost(SOON).until(() -> !browser.text(ALONE).equals(before));
            String anas = browser.text(ALONE);
            assertThat(anas).contains("Only visible to you").doesNotContain("did not work");

            browser.driver().findElement(By.id("as")).sendKeys("Ben");
            await().atMost(SOON).until(() -> !browser.text(ALONE).equals(anas));
            String bens = browser.text(ALONE);
            browser.driver().findElement(By.id("text")).sendKeys("/wigwag help\n");
            await().atMost(SOON).until(() -> !browser.text(ALONE).equals(bens));
            assertThat(browser.text(ALONE)).contains("Only visible to you").doesNotContain("did not work");

            assertThat(
                            browser.driver()
                                    .executeScript(
                                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0L);
            browser.hasNoTrouble();
        }
    }

    private static void flip(String value) {
        given().queryParam("name", "ask-wigwag")
                .queryParam("value", value)
                .post("/sandbox/switch")
                .then()
                .statusCode(200);
    }

    private static void push() {
        given().queryParam("touch", "podinfo").post("/sandbox/push").then().statusCode(200);
    }
}
