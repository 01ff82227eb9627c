package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/// What one call of irb gave: its exit code and what it printed.
public record Ran(int exit, String out, String err) {
  /// It ended with `code`, and in words: nothing it printed is a trace or speaks of a bug.
  public Ran exits(int code) {
    assertThat(exit).as("exit code of%n%s%n%s", out, err).isEqualTo(code);
    assertThat(all())
        .doesNotContain("\tat ")
        .doesNotContain("Exception in thread")
        .doesNotContain("bug in irb")
        .doesNotContain("NullPointerException");
    return this;
  }

  public Ran says(String... texts) {
    assertThat(flat()).contains(texts);
    return this;
  }

  public Ran saysNot(String... texts) {
    assertThat(flat()).doesNotContain(texts);
    return this;
  }

  public String all() {
    return out + err;
  }

  /// Everything, without the line breaks of the layout.
  String flat() {
    return all().replaceAll("\\s+", " ");
  }

  /// The one JSON document on stdout.
  public JsonNode json() {
    return parsed(out);
  }

  /// The JSON documents on stdout, one a line.
  List<JsonNode> jsonLines() {
    return out.lines().map(Ran::parsed).toList();
  }

  private static JsonNode parsed(String text) {
    try {
      var node =
          new ObjectMapper()
              .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(text);
      assertThat(node.isObject()).as("a JSON object: %s", text).isTrue();
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
