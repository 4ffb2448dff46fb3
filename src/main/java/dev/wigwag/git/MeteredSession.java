package dev.wigwag.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.jgit.transport.RemoteSession2;

/** A session by ssh of which no more is read than the allowance has. */
record MeteredSession(RemoteSession2 session, Allowance allowance) implements RemoteSession2 {
    @Override
    public Process exec(String command, int seconds) throws IOException {
        return new Metered(session.exec(command, seconds), allowance);
    }

    @Override
    public Process exec(String command, Map<String, String> environment, int seconds) throws IOException {
        return new Metered(session.exec(command, environment, seconds), allowance);
    }

    @Override
    public void disconnect() {
        session.disconnect();
    }

    private static final class Metered extends Process {
        private final Process process;
        private final InputStream said;
        private final InputStream complained;

        Metered(Process process, Allowance allowance) {
            this.process = process;
            this.said = new MeteredStream(process.getInputStream(), allowance);
            this.complained = new MeteredStream(process.getErrorStream(), allowance);
        }

        @Override
        public OutputStream getOutputStream() {
            return process.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return said;
        }

        @Override
        public InputStream getErrorStream() {
            return complained;
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public int exitValue() {
            return process.exitValue();
        }

        @Override
        public void destroy() {
            process.destroy();
        }
    }
}
