package dev.wigwag.git;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin.Login;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.ssh.jsch.JschSession;
import org.eclipse.jgit.util.FS;

/**
 * Sessions by one key to hosts that are known, and to no other. Neither the user's keys nor the settings of the machine's own ssh
 * are looked at.
 */
final class GuardedSsh extends SshSessionFactory {
    private static final int PORT = 22;

    private final Login.Key key;
    private final Allowance allowance;

    GuardedSsh(Login.Key key, Allowance allowance) {
        this.key = key;
        this.allowance = allowance;
    }

    @Override
    public RemoteSession getSession(URIish uri, CredentialsProvider nobody, FS fs, int milliseconds)
            throws TransportException {
        try {
            Session session = session(uri);
            allowance.hangUpBy(session::disconnect);
            session.connect(milliseconds);
            return new MeteredSession(new JschSession(session, uri), allowance);
        } catch (JSchHostKeyException e) {
            throw refused(
                    "its host key is not among the known ones; put what ssh-keyscan prints for it into known_hosts of"
                            + " the source's Secret, once you have compared it",
                    e);
        } catch (JSchException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("Auth ") || message.contains("authentication")) {
                throw refused("it does not accept the key of the source's Secret; add its public half there", e);
            }
            throw new TransportException(uri, "ssh failed", e);
        }
    }

    private Session session(URIish uri) throws JSchException, TransportException {
        if (key.knownHosts() == null || key.knownHosts().isBlank()) {
            throw refused("no host key is known; put known_hosts into the source's Secret, as Flux needs it too", null);
        }
        JSch ssh = new JSch();
        ssh.setKnownHosts(new ByteArrayInputStream(bytes(key.knownHosts())));
        try {
            ssh.addIdentity("source", bytes(key.identity()), null, bytes(key.passphrase()));
        } catch (JSchException e) {
            throw refused(
                    "the key of the source's Secret cannot be read; put a private key in PEM or OpenSSH's format into"
                            + " identity, and its passphrase into password",
                    e);
        }
        int port = uri.getPort() > 0 ? uri.getPort() : PORT;
        Session session = ssh.getSession(uri.getUser() == null ? "git" : uri.getUser(), uri.getHost(), port);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        session.setDaemonThread(true);
        return session;
    }

    private static TransportException refused(String why, Exception cause) {
        RangeException refusal = new RangeException(Fault.DENIED, why);
        if (cause != null) {
            refusal.addSuppressed(cause);
        }
        return new TransportException(why, refusal);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String getType() {
        return "wigwag";
    }
}
