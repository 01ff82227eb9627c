package irb.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import irb.source.Node.Entry;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/// Reads one YAML document into located nodes, and refuses what YAML readers silently get wrong:
/// anchors, aliases, tags, merge keys, duplicate keys, a second document.
public final class YamlReader {
  /// A larger file is no runbook.
  public static final int MOST_BYTES = 1 << 20;

  private static final int DEEPEST = 64;

  private final Findings findings;

  public YamlReader(Findings findings) {
    this.findings = findings;
  }

  /// The document in `file`, shown under `name`; empty when something was found that hides it.
  public Optional<Node> read(Path file, String name) {
    try {
      var size = Files.size(file);
      if (size > MOST_BYTES) {
        findings.error(
            new Place(new Source(name, ""), 1, 1),
            "the file has " + size + " bytes; a runbook or playbook has at most " + MOST_BYTES,
            "split it, or check that it is the file you mean");
        return Optional.empty();
      }
      return read(new Source(name, decode(Files.readAllBytes(file))));
    } catch (CharacterCodingException _) {
      findings.error(
          new Place(new Source(name, ""), 1, 1), "the file is not UTF-8", "save it as UTF-8");
    } catch (NoSuchFileException _) {
      findings.error(new Place(new Source(name, ""), 1, 1), "there is no such file", "");
    } catch (IOException e) {
      findings.error(
          new Place(new Source(name, ""), 1, 1), "the file cannot be read: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  /// The document in `source`.
  public Optional<Node> read(Source source) {
    try (var parser = parser(source)) {
      return new Walk(source, parser).document();
    } catch (JsonProcessingException e) {
      findings.add(new YamlProblem(source, e).finding());
    } catch (IOException e) {
      findings.error(new Place(source, 1, 1), "the file cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static YAMLParser parser(Source source) throws IOException {
    var limits = new LoaderOptions();
    limits.setCodePointLimit(2 * MOST_BYTES);
    limits.setNestingDepthLimit(DEEPEST + 2);
    return YAMLFactory.builder()
        .loaderOptions(limits)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
        .build()
        .createParser(source.text());
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// One pass over the tokens.
  private final class Walk {
    private final Source source;
    private final YAMLParser parser;
    private boolean hidden;

    Walk(Source source, YAMLParser parser) {
      this.source = source;
      this.parser = parser;
    }

    Optional<Node> document() throws IOException {
      try {
        return whole();
      } catch (StreamConstraintsException e) {
        var deep = String.valueOf(e.getMessage()).contains("nesting depth");
        findings.error(
            here(),
            deep
                ? "this is nested deeper than " + DEEPEST + " levels"
                : "this is longer than anything a runbook needs",
            deep ? "flatten it" : "check that it is the file you mean");
        return Optional.empty();
      }
    }

    private Optional<Node> whole() throws IOException {
      var first = parser.nextToken();
      if (first == null) {
        findings.error(new Place(source, 1, 1), "the file is empty", "");
        return Optional.empty();
      }
      var node = node();
      if (parser.nextToken() != null) {
        findings.error(
            here(),
            "a second document begins here",
            "one file holds one document; remove the '---'");
      }
      return hidden ? Optional.empty() : Optional.of(node);
    }

    private Node node() throws IOException {
      refuseReferences(true);
      return switch (parser.currentToken()) {
        case START_OBJECT -> mapping();
        case START_ARRAY -> sequence();
        default -> scalar();
      };
    }

    private Mapping mapping() throws IOException {
      var place = here();
      var entries = new ArrayList<Entry>();
      var seen = new HashMap<String, Place>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var key = key(seen.isEmpty());
        var before = seen.putIfAbsent(key.text(), key.place());
        if (before != null) {
          findings.error(
              key.place(),
              "the key '" + key + "' stands here twice",
              "first in line " + before.line());
        }
        parser.nextToken();
        var value = node();
        if (before == null && !key.text().equals("<<")) {
          entries.add(new Entry(key, value));
        }
      }
      return new Mapping(place, entries);
    }

    /// The parser gives the first key of a mapping the anchor and tag of the mapping itself.
    private Scalar key(boolean first) throws IOException {
      refuseReferences(!first);
      var key = scalar();
      if (key.plain() && key.text().equals("<<")) {
        hidden = true;
        findings.error(key.place(), "merge keys are not used here", "write the keys out");
      }
      return key;
    }

    private Sequence sequence() throws IOException {
      var place = here();
      var items = new ArrayList<Node>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node());
      }
      return new Sequence(place, items);
    }

    private Scalar scalar() throws IOException {
      var text = parser.getText();
      var offset = source.offset(parser.currentTokenLocation().getCharOffset());
      var mark = offset < source.text().length() ? source.text().charAt(offset) : ' ';
      var style = Style.of(mark);
      var start =
          switch (style) {
            case PLAIN -> offset;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> offset + 1;
            case BLOCK -> Math.max(offset + 1, source.text().indexOf('\n', offset) + 1);
          };
      var torn = parser.getTypeId() != null && (text == null || text.isEmpty());
      return new Scalar(
          source.at(offset),
          torn ? source.text().substring(offset, endOfWord(offset)) : text == null ? "" : text,
          style,
          start);
    }

    /// A tag without a text is most likely a condition such as `!usage.ok`.
    private int endOfWord(int from) {
      var at = from;
      while (at < source.text().length() && " \t\r\n,]}".indexOf(source.text().charAt(at)) < 0) {
        at++;
      }
      return at;
    }

    private void refuseReferences(boolean own) throws IOException {
      if (parser.isCurrentAlias()) {
        hidden = true;
        findings.error(here(), "aliases (*name) are not used here", "write the value out");
      } else if (own && parser.getObjectId() != null) {
        findings.error(
            here(), "anchors (&name) are not used here", "write the value out where it is needed");
      }
      var tag = parser.getTypeId();
      if (own && tag != null) {
        findings.error(here(), "tags (" + written(tag) + ") are not used here", tagHint());
      }
    }

    private static String written(Object tag) {
      var text = tag.toString().replace("tag:yaml.org,2002:", "!!");
      return text.startsWith("!") ? text : "!" + text;
    }

    private String tagHint() throws IOException {
      var text = parser.currentToken().isScalarValue() ? parser.getText() : "x";
      return text == null || text.isEmpty()
          ? "a condition that begins with ! must stand in quotes: '!usage.ok'"
          : "remove it; the place of a value says what type it has";
    }

    private Place here() {
      return source.at(source.offset(parser.currentTokenLocation().getCharOffset()));
    }
  }

  /// The document in `text`, for tests and generated files.
  public static @Nullable Node parse(String text, Findings findings) {
    return new YamlReader(findings).read(new Source("text", text)).orElse(null);
  }
}
