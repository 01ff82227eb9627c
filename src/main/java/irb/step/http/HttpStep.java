package irb.step.http;

import irb.source.Findings;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
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
  public Optional<? extends Action> read(Node node, Findings findings) {
    return new HttpReader(findings).read(node);
  }
}
