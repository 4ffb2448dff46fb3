package dev.wigwag.github;

import dev.wigwag.http.Malformed;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The JSON inside a form body, {@code payload=…} (the kind of body that hooks made through GitHub's API send), decoded
 * piece by piece as it is read: nothing is held twice.
 */
final class FormPayload extends InputStream {
    private static final byte[] NAME = {'p', 'a', 'y', 'l', 'o', 'a', 'd', '='};

    /** A body's own stream locks for each byte it is asked for, which costs ten times the decoding. */
    private static final int PIECE = 4 * 1024;

    private final InputStream body;
    private final byte[] piece = new byte[PIECE];
    private int at;
    private int end;

    private FormPayload(InputStream body) {
        this.body = body;
    }

    /**
     * Opens it.
     *
     * @throws Malformed if the form has no field {@code payload}
     */
    static InputStream of(InputStream body) throws Malformed, IOException {
        FormPayload form = new FormPayload(body);
        int matched = 0;
        boolean candidate = true;
        for (int next = form.next(); next >= 0; next = form.next()) {
            if (next == '&') {
                matched = 0;
                candidate = true;
            } else if (candidate && next == NAME[matched]) {
                if (++matched == NAME.length) {
                    return form;
                }
            } else {
                candidate = false;
            }
        }
        throw new Malformed("the form has no field payload");
    }

    @Override
    public int read() throws IOException {
        int next = next();
        if (next == '&') {
            // What follows is another field; from here on the payload has ended.
            at--;
            return -1;
        }
        if (next == '+') {
            return ' ';
        }
        return next == '%' ? hex(next()) * 16 + hex(next()) : next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = copyPlain(into, offset, length);
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            into[offset + count++] = (byte) next;
            count += copyPlain(into, offset + count, length - count);
        }
        return count;
    }

    /** Copies what stands for itself, up to the next byte that does not or the end of the piece. */
    private int copyPlain(byte[] into, int offset, int most) {
        int from = at;
        int to = Math.min(end, from + most);
        int i = from;
        for (; i < to && piece[i] != '%' && piece[i] != '+' && piece[i] != '&'; i++) {
            into[offset + i - from] = piece[i];
        }
        at = i;
        return i - from;
    }

    /** The body's next byte as it stands; -1 at its end. */
    private int next() throws IOException {
        if (at == end) {
            int count = body.read(piece, 0, piece.length);
            if (count < 0) {
                return -1;
            }
            at = 0;
            end = count;
        }
        return piece[at++] & 0xff;
    }

    private static int hex(int digit) throws IOException {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new CharConversionException("a % in the form is not followed by two hex digits");
        }
        return value;
    }
}
