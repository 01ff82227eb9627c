package irb.step;

import irb.expr.JsonTree;
import irb.expr.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where messages go, as the playbook writes it, e.g. `incidents: {slack: URL}`; who reads an
/// external one is outside of the organisation.
///
/// Its settings see `env` alone, its `name` (what people call it) the incident too.
public record Channel(String key, Optional<Template> name, boolean external, Way way) {

  /// How a message gets there.
  public sealed interface Way {
    /// The templates that see `env` alone.
    List<Template> settings();
  }

  /// A person does as `text` says, e.g. `Post on https://status.example.com`.
  public record Manual(Template text) implements Way {
    @Override
    public List<Template> settings() {
      return List.of(text);
    }
  }

  /// Nobody is told, and `why`: a drill.
  public record Muted(String why) implements Way {
    @Override
    public List<Template> settings() {
      return List.of();
    }
  }

  /// An incoming webhook of Slack.
  public record Slack(Template url) implements Way {
    @Override
    public List<Template> settings() {
      return List.of(url);
    }
  }

  /// A request with a body; without one of its own, irb's.
  public record Http(
      Verb verb, Template url, Map<String, Template> headers, Optional<Content> content)
      implements Way {
    public Http {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    @Override
    public List<Template> settings() {
      return Stream.concat(Stream.of(url), headers.values().stream()).toList();
    }
  }

  /// What a request asks for.
  public enum Verb {
    POST,
    PUT,
    PATCH
  }

  /// What a request carries; its templates see the message too.
  public sealed interface Content {
    List<Template> templates();

    /// A JSON document, whose structure no value can change.
    record Json(JsonTree tree) implements Content {
      @Override
      public List<Template> templates() {
        return tree.templates().toList();
      }
    }

    /// Constant text, or nothing but one value.
    record Plain(Template text) implements Content {
      @Override
      public List<Template> templates() {
        return List.of(text);
      }
    }
  }

  /// PagerDuty's Events API v2; `severities` are the playbook's, worst first.
  public record Pagerduty(
      Template routingKey,
      Optional<Template> url,
      Optional<Template> source,
      List<String> severities)
      implements Way {
    public Pagerduty {
      severities = List.copyOf(severities);
    }

    @Override
    public List<Template> settings() {
      return Stream.concat(Stream.of(routingKey), Stream.of(url, source).flatMap(Optional::stream))
          .toList();
    }
  }

  /// A mail to each of `to`, handed to the server that the URL `smtp` names.
  public record Email(
      List<Template> to, Optional<Template> from, Template smtp, Optional<Template> password)
      implements Way {
    public Email {
      to = List.copyOf(to);
    }

    @Override
    public List<Template> settings() {
      var settings = new ArrayList<>(to);
      settings.add(smtp);
      from.ifPresent(settings::add);
      password.ifPresent(settings::add);
      return settings;
    }
  }

  /// What its body takes from a message: empty but for `http`.
  public List<Template> contents() {
    return way instanceof Http http
        ? http.content().map(Content::templates).orElse(List.of())
        : List.of();
  }

  /// The same, told over no more.
  public Channel muted(String why) {
    return new Channel(key, name, external, new Muted(why));
  }
}
