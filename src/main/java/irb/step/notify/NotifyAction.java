package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.expr.Visible;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Blank;
import irb.step.Borrowed;
import irb.step.Channel;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.PeopleAction;
import irb.step.Readiness;
import irb.step.Target;
import irb.step.Wording;
import irb.step.notify.Outlet.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A message to a channel, e.g. `notify: {channel: incidents, template: resolution}`; without a
/// channel it goes to all that its template names.
///
/// `lent` is the channel of the playbook, and `wording` the message of the template, once they are
/// known.
record NotifyAction(
    Optional<Scalar> channel,
    Optional<Scalar> template,
    Optional<Template> text,
    Optional<Scalar> action,
    Signal signal,
    Optional<Template> dedupKey,
    Optional<Channel> lent,
    Optional<Wording> wording)
    implements PeopleAction {
  private static final int LONGEST_KEY = 255;

  @Override
  public String type() {
    return NotifyStep.KEY;
  }

  @Override
  public List<Slot> slots() {
    return Stream.of(wording.flatMap(Wording::subject), wording.map(Wording::text), text, dedupKey)
        .flatMap(Optional::stream)
        .map(t -> new Slot(t, Context.MESSAGE))
        .toList();
  }

  @Override
  public Effect effect() {
    return Effect.MESSAGE;
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of(
        "sent",
        Shape.BOOL,
        "manual",
        Shape.TEXT,
        "channel",
        Shape.TEXT,
        "status",
        Shape.TEXT,
        "channels",
        new Shape.ListOf(
            new Shape.Struct(
                Map.of("channel", Shape.TEXT, "status", Shape.TEXT, "why", Shape.TEXT))));
  }

  @Override
  public List<Blank> blanks() {
    return wording.map(Wording::blanks).orElse(List.of());
  }

  @Override
  public boolean isExternal() {
    return channels().stream().anyMatch(Channel::external);
  }

  @Override
  public List<Borrowed> borrowed() {
    return Stream.concat(
            channel.stream().map(c -> new Borrowed(Borrowed.Kind.CHANNEL, c)),
            template.stream().map(t -> new Borrowed(Borrowed.Kind.TEMPLATE, t)))
        .toList();
  }

  @Override
  public Action with(Channel found) {
    return new NotifyAction(
        channel, template, text, action, signal, dedupKey, Optional.of(found), wording);
  }

  @Override
  public Action with(Wording found) {
    return new NotifyAction(
        channel, template, text, action, signal, dedupKey, lent, Optional.of(found));
  }

  @Override
  public void check(Findings findings) {
    if (channels().isEmpty()) {
      template.ifPresent(t ->
          findings.error(
              t.place(),
              "the message '" + t + "' goes to no channel",
              "name one: channel: NAME, or 'to' of the message in playbook.yaml"));
    }
    for (var to : channels()) {
      if (!(to.way() instanceof Channel.Pagerduty || to.way() instanceof Channel.Muted)) {
        action.ifPresent(a ->
            findings.error(
                a.place(),
                "only a pagerduty channel has an 'action', and '" + to.key() + "' is none",
                "remove it"));
        dedupKey.ifPresent(k ->
            findings.error(
                k.place(),
                "only a pagerduty channel has a 'dedup_key', and '" + to.key() + "' is none",
                "remove it"));
      }
    }
  }

  private List<Channel> channels() {
    return lent.map(List::of).orElseGet(() -> wording.map(Wording::to).orElse(List.of()));
  }

  @Override
  public Readiness readiness(Rendering environment) {
    var secrets = new ArrayList<Secret>();
    var warnings = new ArrayList<String>();
    for (var to : channels()) {
      var outlet = Outlets.of(to, environment);
      secrets.addAll(outlet.secrets());
      if (outlet instanceof Unusable(var why, var expected) && !expected) {
        warnings.add(
            "channel '"
                + to.key()
                + "' cannot be used: "
                + why
                + "; its messages will be printed for you to send");
      }
    }
    return new Readiness(secrets, warnings);
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var posts = new ArrayList<Post>();
    for (var to : channels()) {
      posts.add(Post.of(to, rendering));
    }
    if (posts.isEmpty()) {
      throw new ExpressionException("this message goes to no channel");
    }
    return new NotifyExecutor(posts, letter(rendering));
  }

  private Letter letter(Rendering rendering) throws ExpressionException {
    var subject = wording.flatMap(Wording::subject);
    var body = wording.map(Wording::text).or(() -> text);
    return new Letter(
        signal,
        key(rendering),
        subject.isPresent()
            ? Optional.of(Visible.line(rendering.message(subject.get())))
            : Optional.empty(),
        body.isPresent() ? rendering.message(body.get()) : "",
        "");
  }

  private Optional<String> key(Rendering rendering) throws ExpressionException {
    if (dedupKey.isEmpty()) {
      return Optional.empty();
    }
    var key = Visible.line(rendering.message(dedupKey.get()));
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new ExpressionException(
          dedupKey.get().place() + ": a dedup_key has 1 to " + LONGEST_KEY + " characters");
    }
    return Optional.of(key);
  }
}
