package irb.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import irb.source.Finding.Severity;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/// Why a text is not YAML, in words that say what to do about it.
final class YamlProblem {
  private static final String FLOW =
      "in flow style ({…}, […]) put quotes around a condition, or a text with : ? , { } [ ] in it";
  private static final String QUOTE =
      "put the whole text in quotes; a condition with \" in it in single ones: 'a.b == \"c\"'";
  private static final String BANG =
      "a condition that begins with ! must stand in quotes: '!usage.ok && …'";

  /// What the YAML library says, what it means, and the fix; `$1` is what it names.
  private record Known(Pattern says, String means, String fix) {
    Known(String says, String means, String fix) {
      this(Pattern.compile(says), means, fix);
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "found unknown escape character (.)\\(.*",
              "'\\$1' means nothing in double quotes",
              "use single quotes, in which a backslash is a backslash"),
          new Known(
              "mapping values are not allowed here",
              "a ':' stands where no key can be",
              "put a text with ': ' in it in quotes; keys of one mapping begin in one column"),
          new Known(
              "expected '?,'? or '?(.)'?, but got (.*)", "a ',' or '$1' is expected here", FLOW),
          new Known(
              "expected <block end>, but found '<?(scalar|anchor|alias|tag)>?'",
              "this stands behind the end of a text in quotes",
              QUOTE),
          new Known(
              "expected <block end>, but found .*",
              "this stands in no column of the lines above",
              "elements of one list, and keys of one mapping, begin in one column"),
          new Known(
              "could not find expected ':'",
              "a line above is a key without ':'",
              "write 'key: value', or indent what goes on from the line before"),
          new Known(
              "found character '\\\\t.*",
              "a tab stands here",
              "indent with spaces; YAML allows no tab"),
          new Known(
              "found character '?(.)'?.* that cannot start any token.*",
              "a text cannot begin with '$1' unless it is quoted",
              "put it in quotes"),
          new Known(
              "found unexpected end of stream",
              "this quote is never closed",
              "close it with the same sign; a ' within '…' is written twice"),
          new Known("unexpected character found (.)\\(.*", "'$1' cannot stand here", FLOW),
          new Known(
              "special characters are not allowed",
              "a control character stands here",
              "remove it, or write it as an escape in double quotes"));

  private final Source source;
  private final JsonProcessingException cause;
  private final String says;

  YamlProblem(Source source, JsonProcessingException cause) {
    this.source = source;
    this.cause = cause;
    this.says = says(cause);
  }

  Finding finding() {
    for (var known : KNOWN) {
      var matcher = known.says().matcher(says);
      if (matcher.matches()) {
        return error(meaning(known, matcher), fix(known.fix()));
      }
    }
    return error(says, "");
  }

  private static String meaning(Known known, Matcher matcher) {
    var named = matcher.groupCount() > 0 ? String.valueOf(matcher.group(1)) : "";
    return known.means().replace("$1", named);
  }

  /// The line may show that it was meant to be a condition.
  private String fix(String usual) {
    var line = source.line(place().line());
    return line.matches(".*: +!\\S+ +[&|=<>!?].*") ? BANG : usual;
  }

  private Finding error(String message, String fix) {
    return new Finding(Severity.ERROR, place(), "this is not YAML: " + message, fix);
  }

  /// Where it is: of a quote that is never closed, where it opens.
  Place place() {
    var offset =
        switch (cause.getCause()) {
          case MarkedYAMLException marked when opens(marked) -> index(marked.getContextMark());
          case MarkedYAMLException marked -> index(marked.getProblemMark());
          case ReaderException reader -> source.offset(reader.getPosition());
          case null, default -> index(cause.getLocation());
        };
    return source.at(offset);
  }

  private boolean opens(MarkedYAMLException marked) {
    return says.contains("end of stream") && marked.getContextMark() != null;
  }

  private int index(@Nullable Mark mark) {
    return mark == null ? 0 : source.offset(mark.getIndex());
  }

  private int index(@Nullable JsonLocation location) {
    return location == null ? 0 : source.offset(location.getCharOffset());
  }

  /// The last sentence that is neither context nor a quotation of the file.
  private static String says(JsonProcessingException cause) {
    var message = cause.getOriginalMessage();
    var says = "it cannot be read";
    for (var line : message == null ? List.<String>of() : message.lines().toList()) {
      if (!line.startsWith(" ") && !line.startsWith("while ") && !line.isBlank()) {
        says = line.strip();
      }
    }
    return says;
  }
}
