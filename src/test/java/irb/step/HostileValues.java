package irb.step;

import java.util.List;
import java.util.stream.Stream;

/// Values that somebody could write into a place where a value may stand, to make it mean something
/// else there; each arrives byte for byte in its one slot, or is refused where it stands.
public final class HostileValues {
  private static final List<String> ALL =
      List.of(
          // a shell's own characters
          "; touch pwned",
          "$(touch pwned)",
          "`touch pwned`",
          "| touch pwned",
          "&& touch pwned",
          "> pwned",
          "< /etc/passwd",
          "' ; touch pwned ; '",
          "\" ; touch pwned ; \"",
          "\\",
          "\\\\'",
          "$HOME",
          "${HOME}",
          "*",
          "?",
          "[a-z]",
          "{a,b}",
          "~root",
          "#",
          "!!",
          "%s%n",
          "$'\\n'",
          "a b",
          " a ",
          "\t",
          "=",
          "a=b",
          // quotes and statements
          "'",
          "\"",
          "'; DROP TABLE incidents; --",
          "1 OR 1=1",
          "*/ DELETE /*",
          // line breaks and NUL
          "a\nb",
          "\n",
          "a\rb",
          "a\r\nFLUSHALL\r\n",
          "a\r\nX-Evil: 1",
          "\0",
          "a\0b",
          "%00",
          // options
          "-",
          "--",
          "-rf",
          "--help",
          "--server=https://evil.example",
          "--kubeconfig=/tmp/evil",
          "--as=system:admin",
          "-oProxyCommand=touch pwned",
          // paths and addresses
          "",
          ".",
          "..",
          "../../etc/passwd",
          "/etc/passwd",
          "%2e%2e%2f",
          "%2e",
          "a/b",
          "//evil.example/",
          "@evil.example",
          "user@evil.example:22",
          "?admin=true",
          "a&admin=true",
          "#fragment",
          "http://evil.example/",
          // templates
          "${{ env.SECRET }}",
          "$${{",
          "}}",
          "{{ .Values }}",
          "<%= 1 %>",
          // what cannot be seen
          "\u001b[2J",
          "\u0007",
          "\u007f",
          "\u202etxt.exe",
          "\u2066x\u2069",
          "\u061c",
          "\u200b",
          "\ufeffbom",
          "\u2028",
          "e\u0301",
          // other scripts, and what is no text
          "\u65e5\u672c\u8a9e",
          "\uD83D\uDE00",
          "\ud800",
          // JSON and others
          "\"},{\"admin\":true,\"x\":\"",
          "</script>",
          "&#10;",
          "null",
          "010",
          "x".repeat(200_000));

  private HostileValues() {}

  /// All of them.
  public static Stream<String> all() {
    return ALL.stream();
  }
}
