package dev.wigwag.slack;

import java.util.List;

/** Many things in few words: the first ones, and how many there are besides. */
final class Folded {
    private Folded() {}

    /**
     * As many of the items as fit, and {@code and 7 more} for the rest; empty without any.
     *
     * @param items in mrkdwn
     * @param most items shown
     * @param max the longest answer on the wire, in characters
     */
    static String of(List<String> items, String between, int most, int max) {
        StringBuilder shown = new StringBuilder();
        int length = 0;
        int count = 0;
        for (String item : items) {
            int more = SlackText.length(item) + SlackText.length(between);
            if (count == most || length + more > max - 30) {
                break;
            }
            shown.append(count == 0 ? "" : between).append(item);
            length += more;
            count++;
        }
        int rest = items.size() - count;
        if (rest == 0) {
            return shown.toString();
        }
        return count == 0 ? rest + " in all" : shown + (between.isBlank() ? between : " ") + "and " + rest + " more";
    }
}
