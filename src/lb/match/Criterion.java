package lb.match;

/** One value of one option, without its {@code !}. Immutable; its text is as in the file. */
sealed interface Criterion<T> permits HostPattern, IpBlock, MethodName, PathPattern, TextPattern {
    Answer matches(T value);
}
