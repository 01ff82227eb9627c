package irb.runbook;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Rule.excludes;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.json;
import static irb.schema.Schema.map;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;
import static irb.schema.Schema.words;

import irb.schema.Schema;
import irb.schema.Schema.Fields;
import irb.schema.Schema.Kinds;
import irb.schema.Schema.Several;
import irb.step.Channel.Verb;
import java.util.LinkedHashMap;
import java.util.List;

/// What may stand in an entry of `channels:`, as [ChannelReader] reads it.
final class ChannelSchema {
  private ChannelSchema() {}

  static Kinds channel() {
    var kinds = new LinkedHashMap<String, Fields>();
    for (var kind : ChannelReader.KINDS) {
      kinds.put(
          kind,
          fields(
              kind + " channel",
              needed(kind, way(kind), help(kind)),
              field("name", text(), "what people call it; it is shown, and not sent"),
              field(
                  "audience",
                  word(List.of("internal", "external")),
                  "a message to an external one is approved first")));
    }
    return new Kinds("channel", kinds);
  }

  private static Schema way(String kind) {
    return switch (kind) {
      case "slack", "manual" -> words();
      case "email" -> either("email", addresses(), email());
      case "pagerduty" -> either("pagerduty", words(), pagerduty());
      case "http" -> either("http channel settings", words(), http());
      default -> throw new IllegalArgumentException("nothing is known of a channel " + kind);
    };
  }

  private static String help(String kind) {
    return switch (kind) {
      case "slack" -> "the URL of an incoming webhook";
      case "email" -> "an address, a list of them, or its settings";
      case "pagerduty" -> "a routing key, or its settings";
      case "http" -> "a URL that messages are posted to, or its settings";
      default -> "what a person is to do";
    };
  }

  private static Several addresses() {
    return some(
        text("[\\s\\S]*(?:@|\\$\\{\\{)[\\s\\S]*", "ops@example.com")
            .says("this is a mail address, or a value"));
  }

  private static Fields email() {
    return fields(
        "email settings",
        needed("to", addresses(), "who gets it"),
        field("from", text(), "who it is from"),
        field("smtp", text(), "smtp://user:password@host:587 or smtps://…, else SMTP_URL"),
        field(
            "password",
            text("[\\s\\S]*\\$\\{\\{[\\s\\S]*", "${{ env.SMTP_PASSWORD }}")
                .says("a password comes from a variable"),
            "from a variable, as ${{ env.NAME }}"));
  }

  private static Fields pagerduty() {
    return fields(
        "pagerduty settings",
        needed("routing_key", text(), "from a variable, as ${{ env.NAME }}"),
        field("url", text(), "where events go, for the EU"),
        field("source", text(), "what the events come from"));
  }

  private static Fields http() {
    return fields(
            "http settings",
            needed("url", text(), "where it is sent"),
            field("method", word(Verb.class), "POST when it is not written"),
            field("headers", map(text()), "headers of the request"),
            field("json", json(), "what is sent; it sees message.subject, text, channel, log"),
            field("body", text(), "what is sent: constant, or one value"))
        .with(excludes("json", "body"));
  }
}
