package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Template;
import irb.source.Findings;
import irb.step.Blank;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Channel;
import irb.step.Channel.Way;
import irb.step.Evidence;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Letterhead;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes messages and sends them.
final class Messages {
  static final String HEAD = "42:9f86d081884c7d65";
  static final String FOOTER = "irb 20261121-013045-7f3a log " + HEAD;
  static final List<String> SEVERITIES = List.of("P0", "P1", "P2", "P3", "P4");

  private Messages() {}

  static Template template(String text) {
    return Template.parse(Fixtures.scalar(text), new Findings());
  }

  static Channel channel(String key, Way way) {
    return new Channel(key, Optional.empty(), false, way);
  }

  static Channel external(String key, Way way) {
    return new Channel(key, Optional.empty(), true, way);
  }

  /// A message with a subject to all of `channels`.
  static Wording wording(String subject, String text, Channel... channels) {
    return new Wording(
        List.of(channels), List.<Blank>of(), Optional.of(template(subject)), template(text));
  }

  static Executor executor(String yaml, Channel channel, Map<String, ?> values)
      throws ExpressionException {
    return Fixtures.action(new NotifyStep(), yaml)
        .with(channel)
        .executor(Fixtures.rendering(values), Optional.empty());
  }

  static Executor executor(Wording wording, Map<String, ?> values) throws ExpressionException {
    return Fixtures.action(new NotifyStep(), "{template: it}")
        .with(wording)
        .executor(Fixtures.rendering(values), Optional.empty());
  }

  static Outcome send(Executor executor) throws InterruptedException {
    return send(executor, Operator.NOBODY);
  }

  static Outcome send(Executor executor, Operator operator) throws InterruptedException {
    try (var sessions = new Sessions()) {
      return executor.run(call(operator, Duration.ofSeconds(20), new Stop(), sessions));
    }
  }

  static Outcome send(Executor executor, Duration timeout, Stop stop) throws InterruptedException {
    try (var sessions = new Sessions()) {
      return executor.run(call(Operator.NOBODY, timeout, stop, sessions));
    }
  }

  private static Call call(Operator operator, Duration timeout, Stop stop, Sessions sessions) {
    return new Call(
        "tell",
        "Tell everybody",
        Mode.WRITE,
        timeout,
        OptionalLong.empty(),
        stop,
        sessions,
        "20261121-013045-7f3a",
        operator,
        Evidence.NONE,
        new Letterhead(
            "20261121-013045-7f3a", "P1", Instant.parse("2026-11-21T01:30:45Z"), () -> HEAD));
  }
}
