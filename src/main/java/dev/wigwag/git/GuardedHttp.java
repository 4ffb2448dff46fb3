package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * Connections to one server and no other, wherever that one sends us: the headers of every request hold the login. JGit itself
 * never goes from https back to http.
 */
final class GuardedHttp implements HttpConnectionFactory {
    private final Place place;
    private final TrustManager[] trusted;
    private final Optional<ProxySelector> proxies;
    private final Allowance allowance;
    private volatile int lastStatus;

    /**
     * Connections to this place alone.
     *
     * @param trusted null for the usual authorities
     * @param proxies empty for those this Java was told
     */
    GuardedHttp(Place place, TrustManager[] trusted, Optional<ProxySelector> proxies, Allowance allowance) {
        this.place = place;
        this.trusted = trusted;
        this.proxies = proxies;
        this.allowance = allowance;
    }

    /** What the server answered last; 0 if it has not answered. */
    int lastStatus() {
        return lastStatus;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        if (!isOurs(url)) {
            throw new Refused(new RangeException(
                    Fault.NOT_ALLOWED,
                    "it sends us on to " + shown(url) + ", and a login is not carried to another server; write the"
                            + " address it has now into spec.url, or into wigwag.git.instead-of"));
        }
        Connection connection = new Connection(watched(url), proxy(url, proxy));
        if (trusted != null && url.getProtocol().equals("https")) {
            try {
                connection.configure(null, trusted, null);
            } catch (GeneralSecurityException e) {
                throw new IOException("This Java cannot speak TLS with authorities of our own", e);
            }
        }
        return connection;
    }

    /** The same host, and the same port unless it is the step from http to https on the usual ones. */
    private boolean isOurs(URL url) {
        if (!url.getHost().equalsIgnoreCase(place.host()) || url.getUserInfo() != null) {
            return false;
        }
        int port = place.uri().getPort();
        boolean samePort = port(url) == (port > 0 ? port : place.scheme().equals("https") ? 443 : 80);
        return url.getProtocol().equals(place.scheme()) && samePort
                || url.getProtocol().equals("https") && port <= 0 && port(url) == 443;
    }

    /** What the environment says; where it says nothing, what this Java was told. */
    private Proxy proxy(URL url, Proxy usual) {
        if (proxies.isEmpty()) {
            return usual;
        }
        return proxies.get()
                .select(URI.create(url.getProtocol() + "://" + url.getHost()))
                .get(0);
    }

    /** The same, but what is opened there can be hung up; JGit gives nobody its connection. */
    private URL watched(URL url) throws IOException {
        return new URL(null, url.toExternalForm(), new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL target) throws IOException {
                return openConnection(target, Proxy.NO_PROXY);
            }

            @Override
            protected URLConnection openConnection(URL target, Proxy proxy) throws IOException {
                URLConnection opened = new URL(target.toExternalForm()).openConnection(proxy);
                if (opened instanceof HttpURLConnection web) {
                    allowance.hangUpBy(web::disconnect);
                }
                return opened;
            }
        });
    }

    private static int port(URL url) {
        return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    }

    private static String shown(URL url) {
        return url.getProtocol() + "://" + url.getHost();
    }

    /** Our refusal on its way through JGit. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(RangeException why) {
            super(why.getMessage(), why);
        }
    }

    private final class Connection extends JDKHttpConnection {
        Connection(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public int getResponseCode() throws IOException {
            int status = super.getResponseCode();
            lastStatus = status;
            return status;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new MeteredStream(super.getInputStream(), allowance);
        }
    }
}
