package dev.wigwag.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What somebody sees who opens the page and presses the button. */
@QuarkusTest
class PageInABrowserTest {
    private static final Duration A_RUN = Duration.ofSeconds(90);
    private static final String NEWEST_MESSAGE = "#slack h3 + .slack";

    @TestHTTPResource("/sandbox")
    URL page;

    @Test
    void aPressClimbsToPromotionInOneSlackMessageAndOnTheCommit() {
        try (Browser browser = Browser.open(1200, 1600)) {
            browser.driver().get(page.toString());
            browser.driver().findElement(By.cssSelector("details summary")).click();
            browser.driver().findElement(By.name("message")).sendKeys("Seen in a browser <b>&amp; told");
            await().atMost(A_RUN).until(() -> browser.count("#kustomizations *") > 0);
            browser.driver()
                    .findElement(By.cssSelector("#push button[type=submit]"))
                    .click();

            Set<String> bars = new LinkedHashSet<>();
            await().atMost(A_RUN).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
                String message = browser.text(NEWEST_MESSAGE);
                message.lines().filter(line -> line.contains("░")).forEach(bars::add);
                assertThat(message).contains("Seen in a browser <b>&amp; told", "Live");
            });

            assertThat(bars).as("pictures of the canary on its way").isNotEmpty();
            assertThat(browser.count("#slack > div > .slack", "Seen in a browser"))
                    .isEqualTo(1);
            await().atMost(A_RUN)
                    .untilAsserted(() -> assertThat(browser.text("#commits article"))
                            .contains(
                                    "Seen in a browser <b>&amp; told",
                                    "All checks have passed",
                                    "wigwag/sandbox/canary/test/podinfo",
                                    "wigwag/sandbox/source/flux-system/gitops"));
            browser.hasNoTrouble();
        }
    }

    @Test
    void onAPhoneNothingHasToBeScrolledSideways() {
        try (Browser browser = Browser.open(390, 844)) {
            browser.driver().get(page.toString());
            await().atMost(A_RUN).until(() -> browser.count("#kustomizations *") > 0);

            Object overhang = browser.driver()
                    .executeScript(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");

            assertThat(overhang).isEqualTo(0L);
            browser.hasNoTrouble();
        }
    }
}
