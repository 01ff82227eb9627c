package irb.step.http;

import static irb.schema.Field.field;
import static irb.schema.Rule.excludes;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.flag;
import static irb.schema.Schema.json;
import static irb.schema.Schema.map;
import static irb.schema.Schema.text;

import irb.schema.Field;
import irb.schema.Rule;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
import irb.web.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/// The step type `http`: one request to an HTTP server.
public final class HttpStep implements StepType {
  @Override
  public String key() {
    return "http";
  }

  @Override
  public String help() {
    return "sends one HTTP request, never twice; follow: true lets a read follow redirects within"
        + " its origin";
  }

  @Override
  public String example() {
    return """
    - id: health
      diagnose: Does the API answer?
      http: {target: api, get: /api/v1/health}
    """;
  }

  @Override
  public Schema schema() {
    var path =
        text("(?:/|[hH][tT][tT][pP][sS]?://)[\\s\\S]*", "/api/v1/health")
            .says("a path begins with /, a URL with http:// or https://");
    var all = new ArrayList<Field>();
    for (var method : Method.values()) {
      all.add(
          field(
              method.key(),
              path,
              method + " this path, or one constant URL without a target; values are encoded"));
    }
    all.add(
        field("target", text(), "an http target of the playbook; needed when there are several"));
    all.add(field("query", map(text()), "parameters of the query; values are encoded"));
    all.add(field("headers", map(text()), "headers of the request"));
    all.add(field("json", json(), "a JSON body; a text that is one ${{ … }} keeps its type"));
    all.add(field("form", map(text()), "a form as the body; values are encoded"));
    all.add(field("body", text(), "a constant body; it takes no values"));
    all.add(field("follow", flag(), "whether a read follows redirects within its origin"));
    var rules = new ArrayList<Rule>();
    rules.add(new ExactlyOne(Method.keys()));
    rules.add(excludes("json", "form", "body"));
    rules.add(excludes("form", "body"));
    Arrays.stream(Method.values())
        .filter(m -> m.effect().isRead())
        .forEach(m -> rules.add(excludes(m.key(), "json", "form", "body")));
    return fields("http action", all).with(rules.toArray(Rule[]::new));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    return new HttpReader(findings).read(node);
  }
}
