#!/usr/bin/env bash
# Builds lb with a JDK and nothing else: ./build.sh [TARGET [ARGUMENT…]]
# The targets are the functions from package to clean.
set -euo pipefail
cd "$(dirname "$0")"

version=0.1.0
junit='junit-platform-console-standalone'
junit_version=1.14.0
junit_sha256=097022055fe55a34b33b868be077629190d4a1c66c571478338686074ccf6e97
junit_jar=build/$junit-$junit_version.jar
# As the image starts lb, but with a heap that suits a machine with other things to do: next to
# nothing lives long in lb.
jvm_flags=(@src/deploy/jvm.options -Xms128m -Xmx512m)
# For what ends before it pays to compile it well: the compiler, and tests, need half of the time.
brief_flags=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

main() {
  local target=${1:-package}
  shift $(($# > 0))
  case $target in
    package | compile | test | long | fuzz | bench | demo | run | image | docs | clean)
      "$target" "$@"
      ;;
    *) fail "there is no target $target; there are: package compile test long fuzz bench demo run" \
      "image docs clean" ;;
  esac
}

# Makes build/lb.jar, all that a user needs.
package() {
  compile
  [[ build/lb.jar -nt build/classes.stamp ]] && return
  printf '%s\n' 'Main-Class: lb.Main' 'Implementation-Title: lb' \
    "Implementation-Version: $version" >build/manifest
  # A fixed date, so that the same sources give the same bytes; jar itself sorts the files.
  "$jdk/bin/jar" --create --file build/lb.jar --date 2026-01-01T00:00:00Z \
    --manifest build/manifest -C build/classes .
}

compile() {
  find_jdk
  up_to_date src build/classes || compile_tree src build/classes -Xdoclint:all,-missing
}

# Runs every test, or the named classes alone: ./build.sh test RouterTest lb.StyleTest
# All of them in several JVMs side by side, for tests wait as long as they compute.
test() {
  compile_tests
  local runs=1
  if (($#)) || [[ ${long:-} ]]; then
    run_tests "${@/#/--include-classname=(.*[.])?}" 2>&1 | tee build/test.log
  else
    trap 'kill $(jobs -p) 2>/dev/null' EXIT
    local first='lb[.]scenario[.][A-I].*' second='lb[.]scenario[.][M-Z].*'
    local whole='lb[.](admin|cli|runtime)[.].*' slow='lb[.](simulate[.].*|BuildTest)'
    run_group 1 --include-classname="$first"
    run_group 2 --include-classname="$second"
    run_group 3 --include-classname="$whole"
    run_group 4 --exclude-classname="$first|$second|$whole|$slow"
    local brief_flags=(-XX:+UseSerialGC) # Simulations compute enough to be compiled well.
    run_group 5 --include-classname="$slow"
    wait
    trap - EXIT
    runs=5
    cat build/test-[1-5].log | tee build/test.log
  fi
  report build/test.log "$runs"
}

run_group() { # NUMBER JUNIT_OPTION…
  run_tests "${@:2}" >"build/test-$1.log" 2>&1 &
}

run_tests() { # JUNIT_OPTION…
  # The heap is capped so that a leak shows; processes that tests start get the jar by its path,
  # and the same flags.
  local flags=("${brief_flags[@]}") limit=60s # for each test
  local archive; archive=$(archive_for_tests)
  [[ ! ${long:-} ]] || { flags=(); limit=30m; } # Compiled as far as it goes.
  "$jdk/bin/java" -Xmx512m ${flags[@]+"${flags[@]}"} "-Dlb.flags=${flags[*]-}" \
    "-Dlb.archive=$archive" -Dlb.jar=build/lb.jar "-Dlb.long=${long:-false}" "-Dlb.seed=${seed:-}" \
    -jar "$junit_jar" execute --config "junit.jupiter.execution.timeout.default=$limit" \
    --class-path build/test-classes:build/lb.jar --scan-class-path build/test-classes \
    --include-engine junit-jupiter "$@" --details summary --disable-banner --disable-ansi-colors ||
    true
}

# The same tests in full length, where they have one: ./build.sh long SimulationTest
long() { long=true test "$@"; }

# Spoilt requests and answers by the ten thousand, others each time: ./build.sh fuzz [SEED]
fuzz() { seed=${1:-} long FuzzTest; }

# Measures lb beside other proxies: ./build.sh bench [full] [only=lb,nginx] [scenario=small]
# Or what it costs to choose a server: ./build.sh bench pieces
bench() {
  compile_tests
  if [[ ${1:-} == pieces ]]; then
    "$jdk/bin/java" -Xmx512m -cp build/test-classes:build/lb.jar lb.bench.BalancerBench
    return
  fi
  "$jdk/bin/java" -Xmx256m -XX:+UseSerialGC -cp build/test-classes:build/lb.jar \
    "-Dbench.flags=${jvm_flags[*]}" lb.bench.ProxyBench "$@"
}

compile_tests() {
  package
  fetch_junit
  if ! up_to_date test build/test-classes || [[ build/lb.jar -nt build/test-classes.stamp ]]; then
    compile_tree test build/test-classes --class-path "build/lb.jar:$junit_jar"
  fi
  [[ $(archive_for_tests) -nt build/lb.jar ]] || record_for_tests || true
}

# lb's classes as the JVM has them in memory once lb has served: each process that a test starts,
# and there are a hundred, needs half of the processor time.
record_for_tests() (
  local record=-XX:ArchiveClassesAtExit
  ((jdk_version < 25)) || record=-XX:AOTCacheOutput
  rm -rf build/training
  mkdir build/training
  trap 'kill $(jobs -p) 2>/dev/null' EXIT
  rehearse build/training "$record=$(archive_for_tests)" plain_lb
)

archive_for_tests() {
  local kind=jsa
  ((jdk_version < 25)) || kind=aot
  echo "build/tests-$jdk_version.$kind"
}

plain_lb() {
  # shellcheck disable=SC2086 # JAVA_OPTS is a list.
  exec "$jdk/bin/java" "${brief_flags[@]}" ${JAVA_OPTS-} -jar "$PWD/build/lb.jar" "$@"
}

# Ends with the one line that scripts read; fails when anything failed, or no test ran at all. A JVM
# that died before its summary is a failure as well.
report() { # LOG JVMS
  awk -v jvms="$2" '/^\[ .* tests successful/ {passed += $2; ended++}
    /^\[ .* (tests|containers) failed/ {failed += $2}
    END {failed += jvms - ended
      print passed + 0 " passed, " failed + 0 " failed"; exit !(passed && !failed)}' "$1"
}

demo() { start demo "$@"; }

run() { start run "$@"; }

start() {
  package && exec "$jdk/bin/java" "${jvm_flags[@]}" -jar build/lb.jar "$1" "${2:-lb.properties}"
}

# Makes build/image: lb with a Java runtime of its own, to be copied to machines that have none.
# Without the start-up archive, a third of it: ./build.sh image small
image() {
  package
  rm -rf build/image
  "$jdk/bin/jlink" --add-modules "$(modules)" --strip-java-debug-attributes --no-header-files \
    --no-man-pages --compress zip-9 --output build/image
  # What the JDK leaves in for debuggers of itself.
  [[ $OSTYPE != linux* ]] || ! command -v strip >/dev/null ||
    strip --strip-unneeded build/image/lib/server/libjvm.so
  rm build/image/bin/keytool
  cp src/deploy/lb src/deploy/healthy build/image/bin
  cp -p build/lb.jar src/deploy/jvm.options build/image/lib # JDK 21 knows the jar by its date.
  echo "build/image: $(megabytes build/image) of runtime and jar"
  [[ ${1:-} == small ]] && return
  local why
  why=$(build/image/bin/java -version 2>&1) || {
    # As with a JDK that was made for a newer system and adapted to this one: its programs were,
    # but not the originals of them that jlink takes.
    echo "build/image: complete, but without a start-up archive: it does not run here:" >&2
    echo "$why" >&2
    return
  }
  archive
  echo "build/image: $(megabytes build/image/lib/lb.[aj]*[ta]) more of start-up archive"
}

megabytes() { du -sk "$1" | awk '{printf "%.1f MB", $1 / 1024}'; }

# The modules that the jar names, and those that are only found when it runs: elliptic curves for
# TLS, which JDK 21 has in a module of their own, and name servers.
modules() {
  {
    "$jdk/bin/jdeps" --print-module-deps --ignore-missing-deps build/lb.jar
    "$jdk/bin/java" --list-modules | sed -n -E 's/^(jdk\.(crypto\.ec|naming\.dns))@.*/,\1/p'
  } | tr -d '\n'
}

# Starts lb as a proxy for once and keeps the classes that took, as the Java runtime has them in
# memory: an AOT cache where there is one (JDK 25), else a CDS archive.
archive() (
  cd build/image
  rm -rf ../training
  mkdir ../training
  trap 'kill $(jobs -p) 2>/dev/null' EXIT
  local record=-XX:AOTCacheOutput=lib/lb.aot only=-XX:AOTMode=on
  ((jdk_version >= 25)) ||
    { record=-XX:DumpLoadedClassList=../training/classes only=-Xshare:on; }
  rehearse ../training "$record" bin/lb
  # By the path with which bin/lb will ask for it. This archive, unlike an AOT cache, is of no use
  # once the folder has moved; lb starts then as if there were none.
  [[ -e lib/lb.aot ]] || bin/java -Xshare:dump -XX:SharedClassListFile=../training/classes \
    -XX:+UseG1GC -XX:SharedArchiveFile=lib/lb.jsa -jar "$PWD/lib/lb.jar" >../training/dump.log 2>&1
  cksum <lib/lb.jar >lib/archived.sum
  JAVA_OPTS=$only bin/lb version >>../training/dump.log 2>&1 ||
    fail "the image's archive does not fit; see build/training/dump.log"
)

# Has lb answer as a proxy and end, with an option of Java's: rehearse FOLDER OPTION COMMAND
rehearse() {
  local i training=$1 option=$2 lb=$3
  serve origin 'route.all.respond = 200 ok'
  # A busy machine may take long to answer the first check, which decides alone.
  JAVA_OPTS=$option serve proxy "pool.web.servers = 127.0.0.1:$port
pool.web.health.timeout = 20s"
  for i in 1 2 3; do
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    [[ $(cat <&3) == *ok ]] || fail "lb does not serve; see build/training"
  done
  kill %2
  wait %2
}

# Starts lb with a line of configuration and sets port: serve NAME LINE
serve() {
  local i log=$training/$1.log
  printf '%s\n' 'listen = 127.0.0.1:0' 'admin = off' 'via = off' "$2" \
    >"$training/$1.properties"
  : >"$log"
  "$lb" "$training/$1.properties" >"$log" 2>&1 &
  for ((i = 0; i < 300; i++)); do
    kill -0 $! 2>/dev/null || break
    port=$(sed -n 's,.*listening on http://127.0.0.1:,,p' "$log")
    [[ ! $port ]] || return 0
    sleep 0.1
  done
  cat "$log" >&2
  fail "lb does not start"
}

docs() {
  find_jdk
  "$jdk/bin/javadoc" --release 21 -quiet -Werror -Xdoclint:all,-missing -package -d build/docs \
    -sourcepath src -subpackages lb
  echo build/docs/index.html
}

clean() { rm -rf build; }

# Compiles a folder and copies what else lies there: compile_tree FROM TO JAVAC_OPTION…
compile_tree() {
  local from=$1 to=$2
  rm -rf "$to" "$to.stamp"
  mkdir -p "$to"
  find "$from" -name '*.java' | sort >"$to.sources"
  # Strings are joined as in the JDK's own base module: the other way makes code as it runs, and a
  # start takes 40 ms more.
  "$jdk/bin/javac" "${brief_flags[@]/#/-J}" --release 21 -encoding UTF-8 -XDstringConcat=inline \
    -Xlint:all -Werror "${@:3}" -d "$to" "@$to.sources"
  (cd "$from" && find . -type f ! -name '*.java' ! -path './deploy/*') | while IFS= read -r file; do
    mkdir -p "$to/$(dirname "$file")"
    cp "$from/$file" "$to/$file"
  done
  echo "$jdk" >"$to.stamp" # Another JDK compiles anew.
}

# Whether nothing in FROM, its folders included, is newer than TO: up_to_date FROM TO
up_to_date() {
  [[ -e $2.stamp && $(<"$2.stamp") == "$jdk" ]] &&
    [[ -z $(find "$1" build.sh -newer "$2.stamp" -print -quit) ]]
}

# JUnit's one jar, for tests alone: from Maven's cache on this machine, or else by Maven.
fetch_junit() {
  local cached=${HOME:-}/.m2/repository/org/junit/platform/$junit/$junit_version/${junit_jar#build/}
  if [[ ! -e $junit_jar && -e $cached ]]; then
    cp "$cached" "$junit_jar"
  elif [[ ! -e $junit_jar ]]; then
    mvn --quiet --batch-mode dependency:copy -DoutputDirectory="$PWD/build" \
      -Dartifact="org.junit.platform:$junit:$junit_version" ||
      fail "the tests need $junit_jar, and Maven could not fetch it; place it there by hand"
  fi
  [[ $(sha256 "$junit_jar") == "$junit_sha256" ]] ||
    fail "$junit_jar is not the pinned one (SHA-256 $junit_sha256); delete it and try again"
}

sha256() {
  { sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -d ' ' -f 1 # Linux, macOS.
}

# Sets jdk to the first of the usual places that has a javac of version 21 or newer.
find_jdk() {
  local on_path
  on_path=$(realpath "$(command -v javac)" 2>/dev/null | sed 's,/bin/javac$,,') || true
  for jdk in "${JAVA_HOME:-none}" "${on_path:-none}" /usr/lib/jvm/* ~/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/*jdk* ~/.jdks/*; do
    [[ -x $jdk/bin/javac ]] && jdk_version=$(javac_version) && ((jdk_version >= 21)) || continue
    [[ ${JAVA_HOME:-$jdk} == "$jdk" ]] ||
      echo "JAVA_HOME ($JAVA_HOME) is no JDK 21 or newer; using $jdk" >&2
    return
  done
  fail "lb needs a JDK 21 or newer, and there is none in JAVA_HOME, on PATH, in /usr/lib/jvm," \
    "/Library/Java/JavaVirtualMachines, ~/.sdkman/candidates/java, /opt or ~/.jdks"
}

# The major version; 0 when the program only pretends to be a javac.
javac_version() {
  "$jdk/bin/javac" -version 2>&1 | awk -F '[ .-]' '/^javac/ {n = $2} END {print n + 0}'
}

fail() {
  echo "$*" >&2
  exit 1
}

main "$@"
