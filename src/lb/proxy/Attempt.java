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
        /** Gives up what has not been read of the body, and then the connection with it. */
        @Override
        public void close() {
            answer.body().close();
        }
    }

    /** No answer. */
    record Failed(Failure failure, String reason) implements Attempt {
        @Override
        public void close() {
            // Nothing is left open.
        }
    }

    @Override
    void close();

    /** How a server failed to answer, and what the client gets for it. */
    enum Failure {
        /** No connection could be made: the server has seen nothing of the request. */
        CONNECT(502),
        /** No connection in time. */
        CONNECT_TIMEOUT(502),
        /** The connection broke before an answer; the server may have acted on the request. */
        RESET(502),
        /** No answer in time; the server may have acted on the request. */
        TIMEOUT(504),
        /** Something came that is no HTTP answer; the JDK's client leaves the connection open. */
        INVALID(502),
        /** An answer that could be read in two ways. */
        UNSOUND(502);

        private final int status;

        Failure(int status) {
            this.status = status;
        }

        /** The status for the client. */
        int status() {
            return status;
        }
    }

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
