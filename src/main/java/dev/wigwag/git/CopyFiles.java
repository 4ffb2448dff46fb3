package dev.wigwag.git;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The files of one copy on disk. Somebody else may take them away at any time. */
record CopyFiles(Path directory) {
    /** JGit looks into every pack for every object. */
    private static final int MOST_PACKS = 64;

    /** Its time of change is when the copy was last asked for. */
    private static final String USED = "wigwag-used";

    private static final int TURNS = 100;

    /** Whether there is a repository, as far as can be seen without reading it. */
    boolean areWhole() {
        return Files.isRegularFile(directory.resolve("HEAD"))
                && Files.isRegularFile(directory.resolve("config"))
                && Files.isDirectory(directory.resolve("objects"))
                && Files.isDirectory(directory.resolve("refs"));
    }

    /** Whether so many fetches have left their packs that it is better to begin anew. */
    boolean areWornOut() throws IOException {
        Path packs = directory.resolve("objects").resolve("pack");
        if (!Files.isDirectory(packs)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(packs, "*.pack")) {
            int count = 0;
            for (var ignored = files.iterator(); ignored.hasNext(); ignored.next()) {
                count++;
            }
            return count > MOST_PACKS;
        }
    }

    /** Notes that they were asked for. */
    void use(Instant now) throws IOException {
        Path mark = directory.resolve(USED);
        if (!Files.exists(mark)) {
            Files.write(mark, new byte[0]);
        }
        Files.setLastModifiedTime(mark, FileTime.from(now));
    }

    /** When they were last asked for; long ago if that cannot be told. */
    Instant used() {
        try {
            return Files.getLastModifiedTime(directory.resolve(USED)).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** Their bytes. */
    long size() throws IOException {
        long[] size = new long[1];
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new Visitor() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    size[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return size[0];
    }

    /** Takes them away. */
    void delete() throws IOException {
        for (int turn = 1; Files.exists(directory); turn++) {
            try {
                deleteOnce();
            } catch (DirectoryNotEmptyException e) {
                // JGit may still be measuring in there, with files that come and go.
                if (turn == TURNS) {
                    throw e;
                }
            }
        }
    }

    private void deleteOnce() throws IOException {
        Files.walkFileTree(directory, new Visitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException trouble) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What is gone when it is looked at is no trouble. */
    private static class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
            if (Files.exists(file)) {
                throw trouble;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
