package dev.wigwag.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless Chromium of this machine, with its driver; both are looked for on the path and nothing is downloaded. */
final class Browser implements AutoCloseable {
    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it, with a window of this size; skips the test that asks, and says why, where it is not installed. */
    static Browser open(int width, int height) {
        Optional<File> binary = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<File> service = onPath("chromedriver");
        assumeTrue(
                binary.isPresent() && service.isPresent(),
                "There is no Chromium with its driver here (Debian: chromium, chromium-driver); the page is not looked at");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary.orElseThrow());
        // As root, in a container with little shared memory; and without the calls home that a new profile makes.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars");
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service.orElseThrow())
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(width, height));
        return new Browser(driver);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** The text that is to be seen of the first element that matches; empty if there is none. */
    String text(String selector) {
        // By script, in one step: the page replaces its elements whenever something has changed.
        return (String) driver.executeScript(
                "const found = document.querySelector(arguments[0]); return found ? found.innerText : ''", selector);
    }

    /** How many elements match. */
    long count(String selector) {
        return (Long) driver.executeScript("return document.querySelectorAll(arguments[0]).length", selector);
    }

    /** How many of those that match have these words in them. */
    long count(String selector, String words) {
        return (Long) driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].filter((each) => each.innerText.includes(arguments[1])).length",
                selector,
                words);
    }

    /** Fails if the page has thrown anything or asked for something that is not there. */
    void hasNoTrouble() {
        List<String> said = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
        assertThat(said).isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Optional<File> onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }
}
