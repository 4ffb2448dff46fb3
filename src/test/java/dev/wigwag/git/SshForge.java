package dev.wigwag.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.transport.UploadPack;

/** Serves one repository by ssh to the holder of one key. */
final class SshForge implements AutoCloseable {
    private final Origin origin;
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair host = keys();
    final KeyPair user = keys();
    final List<String> commands = new CopyOnWriteArrayList<>();

    SshForge(Origin origin) {
        this.origin = origin;
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator((name, key, session) -> KeyUtils.compareKeys(key, user.getPublic()));
        server.setCommandFactory((channel, command) -> new Serve(command));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "ssh://git@127.0.0.1:" + server.getPort() + "/acme/fleet.git";
    }

    String knownHosts() {
        return knownHosts(host.getPublic());
    }

    String knownHosts(PublicKey key) {
        return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key) + "\n";
    }

    /** A private key as OpenSSH writes it. */
    static String pem(KeyPair keys) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(keys, "test", null, text);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Serve implements Command {
        private final String command;
        private InputStream in;
        private OutputStream out;
        private ExitCallback exit;

        Serve(String command) {
            this.command = command;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            commands.add(command);
            new Thread(() -> {
                        try {
                            UploadPack pack = new UploadPack(origin.repository);
                            String version = environment.getEnv().get("GIT_PROTOCOL");
                            if (version != null) {
                                pack.setExtraParameters(List.of(version));
                            }
                            pack.upload(in, out, null);
                            out.flush();
                            exit.onExit(0);
                        } catch (IOException e) {
                            exit.onExit(1, "hung up");
                        }
                    })
                    .start();
        }

        @Override
        public void destroy(ChannelSession channel) {}
    }
}
