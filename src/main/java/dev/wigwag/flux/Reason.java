package dev.wigwag.flux;

/** Keeps a verdict's reason to one short line; what it quotes was written by others and may be of any size. */
final class Reason {

    static final int MAX_LENGTH = 300;

    private Reason() {}

    static String shortened(String sentence) {
        int end = Math.min(MAX_LENGTH, sentence.length());
        if (end < sentence.length() && Character.isHighSurrogate(sentence.charAt(end - 1))) {
            end--;
        }
        StringBuilder line = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = sentence.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return end < sentence.length() ? line.append('…').toString() : line.toString();
    }
}
