package dev.wigwag.model;

import java.util.List;

/** The ledger's model over ten times as many histories as the normal build has time for. */
public final class TenThousandHistories {
    private static final int HISTORIES = 10_000;

    private TenThousandHistories() {}

    /** Prints the seeds whose history ends with a wrong ledger, and then fails. */
    public static void main(String[] args) {
        long begun = System.nanoTime();
        List<String> wrong = LedgerModelTest.wrongAmong(1, HISTORIES);
        wrong.forEach(System.out::println);
        System.out.printf(
                "%d histories, %d wrong, %.1f s%n", HISTORIES, wrong.size(), (System.nanoTime() - begun) / 1e9);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(wrong.size() + " of " + HISTORIES
                    + " histories end with a wrong ledger; their seeds are printed above.");
        }
    }
}
