package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that are trusted in place of the usual ones, as Flux does it (reference: flux.md §1.6). */
final class Authorities {
    private Authorities() {}

    /**
     * Those of a PEM text; null for none, and then the usual ones.
     *
     * @throws RangeException if there is no certificate in it
     */
    static TrustManager[] of(String pem) {
        if (pem == null || pem.isBlank()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
                store.setCertificateEntry("authority-" + count++, certificate);
            }
            if (count == 0) {
                throw unreadable();
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable();
        }
    }

    private static RangeException unreadable() {
        return new RangeException(
                Fault.DENIED,
                "ca.crt of the source's Secret holds no certificate that can be read; put the authority's there, in PEM");
    }
}
