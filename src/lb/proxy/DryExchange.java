package lb.proxy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * An exchange that no connection is behind, so that a request which nobody has sent is read by the
 * same {@link RequestReader} as one from a client. It can be read but not answered.
 */
final class DryExchange extends HttpExchange {
    private final Question question;
    private final URI uri;
    private final Headers fields = new Headers(); // Respells names as the JDK's server does.

    /** Fails where the JDK's server answers with 400 by itself. */
    DryExchange(Question question) throws URISyntaxException {
        this.question = question;
        this.uri = new URI(question.target());
        for (int i = 0; i < question.headers().size(); i++) {
            fields.add(question.headers().name(i), question.headers().value(i));
        }
    }

    @Override
    public Headers getRequestHeaders() {
        return fields;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return question.method();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return new InetSocketAddress(question.from(), 1); // Nothing depends on a client's port.
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return new InetSocketAddress(question.port());
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public InputStream getRequestBody() {
        return InputStream.nullInputStream();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    @Override
    public Headers getResponseHeaders() {
        throw unanswerable();
    }

    @Override
    public OutputStream getResponseBody() {
        throw unanswerable();
    }

    @Override
    public void sendResponseHeaders(int status, long length) {
        throw unanswerable();
    }

    @Override
    public int getResponseCode() {
        return -1; // As the JDK has it before the answer.
    }

    @Override
    public HttpContext getHttpContext() {
        throw unanswerable();
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return null;
    }

    @Override
    public Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw unanswerable();
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw unanswerable();
    }

    private static UnsupportedOperationException unanswerable() {
        return new UnsupportedOperationException("this is a dry run");
    }
}
