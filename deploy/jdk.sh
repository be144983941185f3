# shellcheck shell=bash
# Sourced: sets JAVA to a Java 25, wherever one usually lies, or ends with a message that says what is missing.

is_java_25() { [ -x "$1/bin/java" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release" 2>/dev/null; }

find_java_25() {
  local home
  for home in "${JAVA_HOME:-}" "${JDK_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* \
    $(sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml" 2>/dev/null); do
    if [ -n "$home" ] && is_java_25 "$home"; then
      JAVA=$home/bin/java
      return
    fi
  done
  home=$(command -v java >/dev/null && readlink -f "$(command -v java)") && home=${home%/bin/java} && is_java_25 "$home" \
    && JAVA=$home/bin/java && return
  echo "Cloudfilm needs a JDK 25 and found none in JAVA_HOME, /usr/lib/jvm, ~/.sdkman, ~/.jdks or the PATH." >&2
  echo "Install one, for example Temurin 25 (https://adoptium.net), or set JAVA_HOME." >&2
  exit 1
}

find_java_25
