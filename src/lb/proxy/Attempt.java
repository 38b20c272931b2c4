package lb.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;

/** What came of sending a request to one server. */
sealed interface Attempt {
    /** The head of an answer has come. */
    record Answered(HttpResponse<InputStream> answer) implements Attempt {}

    /** No answer. */
    record Failed(Failure failure, String reason) implements Attempt {}

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
        /** Something came that is no HTTP answer. */
        INVALID(502);

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
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpConnectTimeoutException) {
                return new Failed(Failure.CONNECT_TIMEOUT, "connect timeout");
            }
            if (cause instanceof UnresolvedAddressException) {
                return new Failed(Failure.CONNECT, "cannot resolve");
            }
            if (cause instanceof ConnectException) {
                return new Failed(Failure.CONNECT, "cannot connect");
            }
            if (cause instanceof java.net.ProtocolException) {
                return new Failed(Failure.INVALID, "invalid answer");
            }
        }
        // Whatever else the client throws for what a server sent is no answer either.
        return thrown instanceof IOException ? new Failed(Failure.RESET, "connection broke")
                : new Failed(Failure.INVALID, "invalid answer");
    }
}
