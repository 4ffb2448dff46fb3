package dev.wigwag.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What comes over one connection, as long as the allowance lasts. */
final class MeteredStream extends FilterInputStream {
    private final Allowance allowance;
    private long read;

    MeteredStream(InputStream in, Allowance allowance) {
        super(in);
        this.allowance = allowance;
    }

    @Override
    public int read() throws IOException {
        allowance.checkTime();
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        allowance.checkTime();
        int some = super.read(bytes, offset, length);
        count(Math.max(0, some));
        return some;
    }

    @Override
    public long skip(long bytes) throws IOException {
        allowance.checkTime();
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        read += bytes;
        allowance.check(read);
    }
}
