package dev.wigwag.sandbox.github;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

/**
 * Answers fetches as github.com does: any commit may be asked for by its id, and blobs may be left out (Git's http-protocol and
 * protocol-v2 documents).
 *
 * @param directory a bare repository
 */
public record GitServer(Path directory) {
    private interface Exchange {
        void with(UploadPack pack) throws IOException;
    }

    /**
     * The answer to {@code GET …/info/refs}.
     *
     * @param protocol the header {@code Git-Protocol}; null without one
     */
    public byte[] advertised(String protocol) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(out);
        exchange(protocol, pack -> {
            lines.writeString("# service=git-upload-pack\n");
            lines.end();
            pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        });
        return out.toByteArray();
    }

    /** The answer to {@code POST …/git-upload-pack}. */
    public byte[] uploaded(String protocol, boolean zipped, byte[] wanted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exchange(protocol, pack -> {
            try (InputStream in = open(zipped, wanted)) {
                pack.upload(in, out, null);
            } catch (UploadPackInternalServerErrorException e) {
                if (!(e.getCause() instanceof MissingObjectException missing)) {
                    throw e;
                }
                // As git itself, and so GitHub, says it.
                out.reset();
                new PacketLineOut(out)
                        .writeString("ERR upload-pack: not our ref "
                                + missing.getObjectId().name());
            }
        });
        return out.toByteArray();
    }

    private void exchange(String protocol, Exchange exchange) {
        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build()) {
            repository.getConfig().setBoolean("uploadpack", null, "allowFilter", true);
            UploadPack pack = new UploadPack(repository);
            pack.setBiDirectionalPipe(false);
            pack.setRequestPolicy(UploadPack.RequestPolicy.ANY);
            if (protocol != null) {
                pack.setExtraParameters(List.of(protocol.split(":")));
            }
            exchange.with(pack);
        } catch (IOException e) {
            throw new UncheckedIOException("The repository could not be served", e);
        }
    }

    private static InputStream open(boolean zipped, byte[] wanted) throws IOException {
        InputStream in = new ByteArrayInputStream(wanted);
        return zipped ? new GZIPInputStream(in) : in;
    }
}
