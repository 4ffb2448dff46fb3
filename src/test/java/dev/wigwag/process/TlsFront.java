package dev.wigwag.process;

import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server's https, by a certificate of its own for {@code localhost}: what comes in is passed on to the server in plain. */
public final class TlsFront implements AutoCloseable {
    private final SSLServerSocket listener;
    private final int behind;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService pumps = Executors.newCachedThreadPool();

    /** Stands before the server at this URL. */
    public TlsFront(String plain, SSLContext tls) throws IOException {
        behind = URI.create(plain).getPort();
        listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        pumps.execute(this::listen);
    }

    /** What a server needs to be the certificate's subject. */
    public static SSLContext server(SelfSignedCertificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", certificate.key(), new char[0], new Certificate[] {certificate.cert()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Writes a store of trusted authorities that holds this certificate alone, as {@code javax.net.ssl.trustStore} takes it. */
    public static void trust(SelfSignedCertificate certificate, Path file, String password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", certificate.cert());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }

    /** Where it listens. */
    public String url() {
        return "https://localhost:" + listener.getLocalPort();
    }

    /** How often somebody has connected and said something that could be read. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        listener.close();
        pumps.shutdownNow();
    }

    private void listen() {
        try {
            while (true) {
                Socket outside = listener.accept();
                open.add(outside);
                pumps.execute(() -> serve(outside));
            }
        } catch (IOException closed) {
            open.clear();
        }
    }

    private void serve(Socket outside) {
        try (outside;
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            open.add(inside);
            // Begins with the handshake, which fails here for whoever does not trust us.
            InputStream said = outside.getInputStream();
            byte[] first = new byte[8_192];
            int length = said.read(first);
            if (length > 0) {
                connections.incrementAndGet();
                inside.getOutputStream().write(first, 0, length);
                pumps.execute(() -> pump(inside, outside));
                pump(outside, inside);
            }
        } catch (IOException hungUp) {
            // Both are closed by now, which is how the caller hears of it.
            open.remove(outside);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException hungUp) {
            // As above.
            open.remove(from);
        }
    }
}
