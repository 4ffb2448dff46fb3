package dev.wigwag.github;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The JSON inside a form body, {@code payload=…} (the kind of body that hooks made through GitHub's API send), decoded
 * byte by byte as it is read: nothing is held twice.
 */
final class FormPayload extends InputStream {
    private static final byte[] NAME = {'p', 'a', 'y', 'l', 'o', 'a', 'd', '='};

    private final InputStream body;
    private boolean ended;

    private FormPayload(InputStream body) {
        this.body = body;
    }

    /**
     * Opens it.
     *
     * @throws Malformed if the form has no field {@code payload}
     */
    static InputStream of(InputStream body) throws Malformed, IOException {
        int matched = 0;
        boolean candidate = true;
        for (int next = body.read(); next >= 0; next = body.read()) {
            if (next == '&') {
                matched = 0;
                candidate = true;
            } else if (candidate && next == NAME[matched]) {
                if (++matched == NAME.length) {
                    return new FormPayload(body);
                }
            } else {
                candidate = false;
            }
        }
        throw new Malformed("the form has no field payload");
    }

    @Override
    public int read() throws IOException {
        int next = ended ? -1 : body.read();
        if (next < 0 || next == '&') {
            ended = true;
            return -1;
        }
        if (next == '+') {
            return ' ';
        }
        return next == '%' ? hex(body.read()) * 16 + hex(body.read()) : next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                break;
            }
            into[offset + count++] = (byte) next;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private static int hex(int digit) throws IOException {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new CharConversionException("a % in the form is not followed by two hex digits");
        }
        return value;
    }
}
