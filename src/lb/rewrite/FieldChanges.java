package lb.rewrite;

import lb.http.Headers;
import lb.http.Request;

/**
 * What changes in a request's fields: headers, then cookies.
 *
 * @param headers whole fields; Host is none of them
 * @param cookies what stands in the Cookie field
 */
record FieldChanges(HeaderChanges headers, CookieChanges cookies) implements Change {

    @Override
    public boolean namesServer() {
        return headers.namesServer() || cookies.namesServer();
    }

    @Override
    public Request apply(Request request, Values values) {
        Headers changed = cookies.apply(headers.apply(request.headers(), values), values);
        return changed == request.headers() ? request : request.withHeaders(changed);
    }
}
