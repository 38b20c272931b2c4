package lb.match;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What conditions say of each other before there is a request: whether all that some match is
 * matched by others as well. Says yes only where that is certain; two regexes are compared by their
 * text alone.
 *
 * <p>One condition covers another of the same option when each value that the other lets pass is
 * let pass by it. As conditions are joined by "and", wide ones cover narrow ones when each of the
 * wide has one among the narrow that it covers, or holds always.
 *
 * @param wide on whose reading of a request the wide conditions have to hold
 * @param narrow on whose reading the narrow ones hold
 */
record Coverage(Reading wide, Reading narrow) {
    /** All that every path matches, with a slash at its beginning as it has; and in few steps. */
    private static final Set<String> EVERY_PATH = Set.of("^", "/", "^/");
    /** What begins like this matches no path. */
    private static final Pattern NO_PATH = Pattern.compile("\\^[A-Za-z0-9](?![?*{])[^|]*");

    /** Whether every request that the narrow match is matched by the wide. */
    boolean covers(Condition[] wides, Condition[] narrows) {
        for (Condition one : wides) {
            if (!coversAny(one, narrows) && !isAlwaysTrue(one)) {
                return false;
            }
        }
        return true;
    }

    private boolean coversAny(Condition one, Condition[] narrows) {
        for (Condition other : narrows) {
            if (isSameOption(one, other) && covers(one, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameOption(Condition one, Condition other) {
        return one.getClass() == other.getClass() && (one instanceof Condition.Header
                ? one.option().equalsIgnoreCase(other.option())
                : one.option().equals(other.option()));
    }

    private static boolean isAlwaysTrue(Condition condition) {
        return condition instanceof Condition.Path && condition.choice().excluded().isEmpty()
                && includesAll(condition.choice());
    }

    private static boolean includesAll(Choice<?> choice) {
        return choice.included().isEmpty() || any(choice.included(), Coverage::isEveryPath);
    }

    private static boolean isEveryPath(Criterion<?> criterion) {
        return switch (criterion) {
            case PathPattern.Prefix prefix -> prefix.path().equals("/");
            case PathPattern.Regular regular -> EVERY_PATH.contains(regular.regex().toString());
            case Glob glob -> glob.toString().equals("/**");
            default -> false;
        };
    }

    /** Whether what one condition lets pass is let pass by another of the same option. */
    private boolean covers(Condition one, Condition other) {
        boolean same = wide == narrow;
        return switch (one) {
            case Condition.PlainHttp plain -> true;
            case Condition.Host host -> covers(host.choice(), other.choice(), Coverage::covers);
            case Condition.Ip ip -> covers(ip.choice(), other.choice(), Coverage::covers);
            // Who asks for any reading accepts what every reading accepts, but not the other way.
            case Condition.Method method -> (same || wide == Reading.ANY)
                    && covers(method.choice(), other.choice(), Coverage::covers);
            case Condition.Path path -> (same || wide == Reading.ANY)
                    && coversPaths(path, (Condition.Path) other);
            case Condition.Header header -> coversValues(header.choice(), other.choice());
            case Condition.Param param -> coversValues(param.choice(), other.choice());
            case Condition.Cookie cookie -> coversValues(cookie.choice(), other.choice());
        };
    }

    private static boolean coversPaths(Condition.Path one, Condition.Path other) {
        if (one.ignoreCase() == other.ignoreCase()) {
            return covers(one.choice(), other.choice(), Coverage::covers);
        }
        // What folds paths compares less than what does not, so its exclusions exclude more.
        return one.ignoreCase() && one.choice().excluded().isEmpty()
                && covers(one.choice(), other.choice(), (a, b) -> coversFolded(a, b));
    }

    private static boolean coversFolded(Criterion<?> one, Criterion<?> other) {
        return switch (other) {
            case PathPattern.Exact exact -> covers(one,
                    new PathPattern.Exact(exact.written(), Folding.fold(exact.path())));
            case PathPattern.Prefix prefix -> covers(one,
                    new PathPattern.Prefix(prefix.written(), Folding.fold(prefix.path())));
            default -> false;
        };
    }

    /** The same for what may be there several times or not at all: {@link Choice#holds}. */
    private boolean coversValues(Choice<?> one, Choice<?> other) {
        boolean bothInclude = !one.included().isEmpty() && !other.included().isEmpty();
        boolean neitherIncludes = one.included().isEmpty() && other.included().isEmpty();
        if (wide == Reading.ANY) { // One value suffices, which is included and not excluded.
            return (bothInclude || narrow == Reading.ANY && neitherIncludes)
                    && covers(one, other, Coverage::covers);
        }
        // No value may be excluded, also none beside the one that is included.
        return wide == narrow && (bothInclude || one.included().isEmpty())
                && covers(one.included(), other.included())
                && all(one.excluded(), e -> isAny(other.excluded(), e));
    }

    private static boolean covers(List<? extends Criterion<?>> wides,
            List<? extends Criterion<?>> narrows) {
        return wides.isEmpty() || all(narrows, b -> isAny(wides, b));
    }

    /** Whether each single value that one choice accepts is accepted by another. */
    private static boolean covers(Choice<?> one, Choice<?> other,
            BiPredicate<Criterion<?>, Criterion<?>> covers) {
        List<? extends Criterion<?>> in = other.included();
        boolean included = includesAll(one)
                || !in.isEmpty() && all(in, b -> any(one.included(), a -> covers.test(a, b)));
        return included && all(one.excluded(), e -> isAny(other.excluded(), e)
                || !in.isEmpty() && all(in, b -> areDisjoint(b, e)));
    }

    private static boolean isAny(List<? extends Criterion<?>> wides, Criterion<?> narrow) {
        return any(wides, one -> covers(one, narrow));
    }

    // Loops, for a file of thousands of rules asks this for each two of them.
    private static boolean any(List<? extends Criterion<?>> list, Predicate<Criterion<?>> what) {
        for (int i = 0; i < list.size(); i++) {
            if (what.test(list.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean all(List<? extends Criterion<?>> list, Predicate<Criterion<?>> what) {
        return !any(list, what.negate());
    }

    /** Whether every value that matches one criterion matches another of the same option. */
    private static boolean covers(Criterion<?> one, Criterion<?> other) {
        String literal = literal(other);
        if (literal != null) {
            return matches(one, literal) == Answer.YES;
        }
        return isEveryPath(one) || switch (one) {
            case IpBlock block -> block.block().covers(((IpBlock) other).block());
            case HostPattern.Wildcard wildcard -> other instanceof HostPattern.Wildcard inner
                    && inner.suffix().endsWith(wildcard.suffix());
            case PathPattern.Prefix prefix -> switch (other) {
                case PathPattern.Prefix inner -> prefix.matches(inner.path()) == Answer.YES;
                case Glob glob -> glob.isWithin(prefix);
                default -> false;
            };
            case Glob glob -> switch (other) {
                case PathPattern.Prefix inner -> glob.isOpen()
                        && glob.matches(inner.path()) == Answer.YES;
                case Glob inner -> glob.isLike(inner);
                default -> false;
            };
            case TextPattern.Present present -> true;
            default -> regex(one) != null && regex(other) != null
                    && regex(one).isLike(regex(other));
        };
    }

    /** Whether no value matches both. */
    private static boolean areDisjoint(Criterion<?> one, Criterion<?> other) {
        String literal = literal(one);
        if (literal != null) {
            return matches(other, literal) == Answer.NO;
        }
        literal = literal(other);
        if (literal != null) {
            return matches(one, literal) == Answer.NO;
        }
        boolean trees = one instanceof IpBlock // Two of a kind lie within each other, or apart.
                || one instanceof HostPattern.Wildcard && other instanceof HostPattern.Wildcard
                || one instanceof PathPattern.Prefix && other instanceof PathPattern.Prefix;
        return trees && !covers(one, other) && !covers(other, one);
    }

    /** The only value that matches; null when there are others. */
    private static String literal(Criterion<?> criterion) {
        return switch (criterion) {
            case MethodName method -> method.name();
            case HostPattern.Exact exact -> exact.name();
            case PathPattern.Exact exact -> exact.path();
            case TextPattern.Exact exact -> exact.value();
            default -> null;
        };
    }

    @SuppressWarnings("unchecked") // All that have literals compare texts.
    private static Answer matches(Criterion<?> criterion, String value) {
        return ((Criterion<String>) criterion).matches(value);
    }

    private static Regex regex(Criterion<?> criterion) {
        return switch (criterion) {
            case HostPattern.Regular regular -> regular.regex();
            case PathPattern.Regular regular -> regular.regex();
            case TextPattern.Regular regular -> regular.regex();
            default -> null;
        };
    }

    /** Whether no request can match a condition: all that it includes it also excludes. */
    static boolean isContradictory(Condition condition) {
        Choice<?> choice = condition.choice();
        return any(choice.excluded(), Coverage::isEveryPath)
                || !choice.included().isEmpty() && all(choice.included(), one -> isNoPath(one)
                        || regex(one) == null && isAny(choice.excluded(), one));
    }

    private static boolean isNoPath(Criterion<?> criterion) {
        return criterion instanceof PathPattern.Regular regular
                && NO_PATH.matcher(regular.regex().toString()).matches();
    }
}
