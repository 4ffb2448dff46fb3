package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private final WorkQueue<String> queue = new WorkQueue<>();

    @Test
    void givesOutInTheOrderOfArrivalAndEachOnce() {
        queue.add("a");
        queue.add("b");
        queue.add("a");

        assertThat(queue.take()).contains("a");
        assertThat(queue.take()).contains("b");
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void whatIsAddedWhileItIsWorkedOnWaitsUntilThatIsDone() {
        queue.add("a");
        queue.take();
        queue.add("a");
        queue.add("b");

        assertThat(queue.take()).contains("b");
        assertThat(queue.take()).isEmpty();
        queue.done("a");
        assertThat(queue.take()).contains("a");
    }
}
