package dev.wigwag.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A mounted file of secrets, one entry a line, or one block of PEM, which has many lines and is one secret. Knows how to tell that it changed without reading it: Kubernetes swaps the
 * link {@code ..data} above the file, an editor or {@code kubectl cp} changes time, size or inode.
 */
record SecretFile(Path path) {

    static final int MAX_BYTES = 64 * 1024;

    /** What a file looked like from outside; two equal ones have the same content. */
    record Fingerprint(Path target, FileTime modified, long size, Object inode) {}

    /** @throws java.nio.file.NoSuchFileException if there is no such file */
    Fingerprint fingerprint() throws IOException {
        Path target = path.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
        return new Fingerprint(target, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    /** The file's entries without the line breaks between them, whether written on Unix or Windows. */
    List<String> entries() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("is larger than " + MAX_BYTES + " bytes; remove secrets no longer used");
            }
            // Strict, as a byte that is no UTF-8 would silently become another secret than the one written.
            return withBlocksWhole(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .lines()
                    .toList());
        }
    }

    private static List<String> withBlocksWhole(List<String> lines) {
        List<String> entries = new ArrayList<>();
        StringJoiner block = null;
        for (String line : lines) {
            if (block == null && !line.startsWith("-----BEGIN ")) {
                entries.add(line);
                continue;
            }
            block = block == null ? new StringJoiner("\n") : block;
            block.add(line);
            if (line.contains("-----END ")) {
                entries.add(block.toString());
                block = null;
            }
        }
        if (block != null) {
            entries.add(block.toString());
        }
        return entries;
    }
}
