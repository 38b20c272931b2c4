#!/usr/bin/env bash
# Builds lb with a JDK and nothing else: ./build.sh [TARGET] [ARGUMENT…]
# Targets: package (the default, makes build/lb.jar), compile, test [CLASS…], demo, run, docs, clean.
set -euo pipefail
cd "$(dirname "$0")"

version=0.1.0
junit_version=1.14.0
junit_sha256=097022055fe55a34b33b868be077629190d4a1c66c571478338686074ccf6e97
junit_jar=junit-platform-console-standalone-$junit_version.jar

main() {
  local target=${1:-package}
  case $target in
    compile|package|test|demo|run|docs|clean) shift $(($# > 0)); "$target" "$@" ;;
    *) fail "there is no target \"$target\"; the targets are: package compile test demo run docs clean" ;;
  esac
}

compile() {
  find_jdk
  up_to_date src build/classes && return
  compile_tree src build/classes -Xdoclint:all,-missing
}

package() {
  compile
  [[ build/lb.jar -nt build/classes.stamp ]] && return
  printf 'Main-Class: lb.Main\nImplementation-Title: lb\nImplementation-Version: %s\n' "$version" >build/manifest
  # A fixed date, so that the same sources give the same bytes; jar itself sorts the files.
  "$jdk/bin/jar" --create --file build/lb.jar --date 2026-01-01T00:00:00Z \
    --manifest build/manifest -C build/classes .
}

# Runs every test, or the named classes alone: ./build.sh test AccessLogTest lb.StyleTest
test() {
  package
  fetch_junit
  if ! up_to_date test build/test-classes || [[ build/lb.jar -nt build/test-classes.stamp ]]; then
    compile_tree test build/test-classes --class-path "build/lb.jar:build/$junit_jar"
  fi
  local selection=("${@/#/--include-classname=(.*[.])?}")
  # The heap is capped so that a leak shows; processes that tests start get the jar by its path.
  "$jdk/bin/java" -Xmx512m -Dlb.jar=build/lb.jar -jar "build/$junit_jar" execute \
    --class-path build/test-classes:build/lb.jar --scan-class-path build/test-classes \
    --include-engine junit-jupiter ${selection[@]+"${selection[@]}"} --details summary \
    --disable-banner --disable-ansi-colors 2>&1 | tee build/test.log || true
  report build/test.log
}

# Ends with the one line that scripts read; fails when anything failed, or no test ran at all.
report() {
  awk '/^\[ .* tests successful/ {passed = $2} /^\[ .* (tests|containers) failed/ {failed += $2}
    END {print passed + 0 " passed, " failed + 0 " failed"; exit !(passed && !failed)}' "$1"
}

demo() { package; exec "$jdk/bin/java" -jar build/lb.jar demo "${1:-lb.properties}"; }

run() { package; exec "$jdk/bin/java" -jar build/lb.jar run "${1:-lb.properties}"; }

docs() {
  compile
  "$jdk/bin/javadoc" --release 21 -quiet -Werror -Xdoclint:all,-missing -package -d build/docs \
    -sourcepath src -subpackages lb
  echo "build/docs/index.html"
}

clean() { rm -rf build; }

# Compiles a folder of sources and copies what else lies there: compile_tree FROM TO JAVAC_OPTION…
compile_tree() {
  local from=$1 to=$2; shift 2
  rm -rf "$to" "$to.stamp"; mkdir -p "$to"
  find "$from" -name '*.java' | sort >"$to.sources"
  "$jdk/bin/javac" --release 21 -encoding UTF-8 -Xlint:all -Werror "$@" -d "$to" "@$to.sources"
  (cd "$from" && find . -type f ! -name '*.java') | while IFS= read -r file; do
    mkdir -p "$to/$(dirname "$file")"; cp "$from/$file" "$to/$file"
  done
  echo "$jdk" >"$to.stamp"
}

# Whether nothing in FROM, the folders themselves among it, is newer than what was made of it.
up_to_date() { # FROM TO
  [[ -e $2.stamp && $(<"$2.stamp") == "$jdk" && -z $(find "$1" build.sh -newer "$2.stamp" -print -quit) ]]
}

# JUnit's one jar, for tests only: from Maven's cache on this machine, else by Maven itself.
fetch_junit() {
  local artifact=org.junit.platform:${junit_jar%-"$junit_version".jar}:$junit_version
  local cached=${HOME:-}/.m2/repository/org/junit/platform/${junit_jar%-"$junit_version".jar}/$junit_version/$junit_jar
  if [[ ! -e build/$junit_jar ]]; then
    if [[ -e $cached ]]; then cp "$cached" build/; else
      mvn --quiet --batch-mode dependency:copy -Dartifact="$artifact" -DoutputDirectory="$PWD/build" ||
        fail "the tests need $junit_jar and Maven could not fetch it; place it into build/ by hand"
    fi
  fi
  [[ $(sha256 "build/$junit_jar") == "$junit_sha256" ]] ||
    fail "build/$junit_jar is not the pinned one (SHA-256 $junit_sha256); delete it and try again"
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# Sets jdk: the first of the usual places with a javac of version 21 or newer.
find_jdk() {
  local path_javac home
  path_javac=$(command -v javac || true)
  for home in ${JAVA_HOME:+"$JAVA_HOME"} ${path_javac:+"$(realpath "$path_javac" | sed 's,/bin/javac$,,')"} \
    /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home ~/.sdkman/candidates/java/* \
    /opt/*jdk* ~/.jdks/*; do
    jdk=$home
    [[ ! -x $jdk/bin/javac ]] || (($(javac_version) < 21)) || return 0
    [[ $home != "${JAVA_HOME:-}" ]] || echo "JAVA_HOME ($home) is no JDK 21 or newer; looking on" >&2
  done
  fail "lb needs a JDK 21 or newer, and there is none in JAVA_HOME, on PATH, in /usr/lib/jvm," \
    "/Library/Java/JavaVirtualMachines, ~/.sdkman/candidates/java, /opt or ~/.jdks"
}

# The major version; 0 when the program only pretends to be a javac.
javac_version() { "$jdk/bin/javac" -version 2>&1 | awk -F '[ .-]' '/^javac/ {n = $2} END {print n + 0}'; }

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

fail() { echo "$*" >&2; exit 1; }

main "$@"
