package dev.wigwag.flux;

/** A text that can be looked at only so often: it ends a regular expression that has run wild. */
final class MeteredText implements CharSequence {

    private final String text;
    private int readsLeft;

    MeteredText(String text, int reads) {
        this.text = text;
        this.readsLeft = reads;
    }

    int readsLeft() {
        return Math.max(0, readsLeft);
    }

    /** @throws SpentException once all reads are used up */
    @Override
    public char charAt(int index) {
        if (readsLeft-- <= 0) {
            throw new SpentException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new MeteredText(text.substring(start, end), readsLeft);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The text was looked at more often than was granted. */
    static final class SpentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SpentException() {
            super("the pattern takes too many steps", null, false, false);
        }
    }
}
