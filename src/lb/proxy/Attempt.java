package lb.proxy;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import lb.tls.TlsFailure;

/** What came of sending a request to one server; to be closed in the end. */
sealed interface Attempt extends AutoCloseable {
    /** The head of an answer has come. */
    record Answered(HttpResponse<AnswerBody> answer) implements Attempt {
        @Override
        public boolean wantedBy(Retry retry) {
            return retry.wants(answer.statusCode());
        }

        @Override
        public boolean unseen() {
            return false;
        }

        @Override
        public String what() {
            return "status " + answer.statusCode();
        }

        /** Gives up what has not been read of the body, and then the connection with it. */
        @Override
        public void close() {
            answer.body().close();
        }
    }

    /** No answer. */
    record Failed(Failure failure, String reason) implements Attempt {
        @Override
        public boolean wantedBy(Retry retry) {
            return retry.wants(failure);
        }

        @Override
        public boolean unseen() {
            return failure.unseen();
        }

        @Override
        public String what() {
            return reason;
        }

        @Override
        public void close() {
            // Nothing is left open.
        }
    }

    /** Whether the pool's policy wants to see it tried again. */
    boolean wantedBy(Retry retry);

    /** Whether the server has seen nothing of the request. */
    boolean unseen();

    /** In words, for the log. */
    String what();

    @Override
    void close();

    /** Finds out what an exception of the JDK's client means. */
    static Failed failed(Throwable thrown) {
        Optional<TlsFailure> tls = TlsFailure.of(thrown);
        if (tls.isPresent() && tls.get().inHandshake()) {
            return new Failed(Failure.CONNECT, tls.get().reason());
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case HttpConnectTimeoutException e -> {
                    return new Failed(Failure.CONNECT_TIMEOUT, "connect timeout");
                }
                case UnresolvedAddressException e -> {
                    return new Failed(Failure.CONNECT, "cannot resolve");
                }
                case ConnectException e -> {
                    return new Failed(Failure.CONNECT, "cannot connect");
                }
                case InternalError e -> { // It cannot even make a socket: no files left.
                    return new Failed(Failure.CONNECT, "cannot make a connection");
                }
                case ProtocolException e -> {
                    return new Failed(Failure.INVALID, "invalid answer");
                }
                case RuntimeException e -> { // Where its parser gives up unprepared.
                    return new Failed(Failure.INVALID, "invalid answer");
                }
                default -> { }
            }
        }
        return new Failed(Failure.RESET, "connection broke");
    }
}
