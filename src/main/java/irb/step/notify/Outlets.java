package irb.step.notify;

import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Template;
import irb.step.Channel;
import irb.step.Channel.Way;
import irb.step.notify.Outlet.ByHand;
import irb.step.notify.Outlet.Unusable;
import irb.web.Message;
import irb.web.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fills in what a playbook's channel takes from the environment; one that lacks something is
/// unusable, and that is no error.
final class Outlets {
  private final Channel channel;
  private final Rendering rendering;

  private Outlets(Channel channel, Rendering rendering) {
    this.channel = channel;
    this.rendering = rendering;
  }

  static Outlet of(Channel channel, Rendering rendering) {
    try {
      return new Outlets(channel, rendering).of(channel.way());
    } catch (ExpressionException e) {
      var why = e.why().lines().findFirst().orElse("");
      return new Unusable(why.replaceFirst("^the environment variable ", ""), false);
    }
  }

  private Outlet of(Way way) throws ExpressionException {
    return switch (way) {
      case Channel.Muted(var why) -> new Unusable(why, true);
      case Channel.Manual(var text) -> new ByHand(text(text));
      case Channel.Slack(var url) -> new SlackOutlet(checked(secret(url)));
      case Channel.Http http -> http(http);
      case Channel.Pagerduty pager -> pager(pager);
      case Channel.Email email -> email(email);
    };
  }

  private Outlet http(Channel.Http http) throws ExpressionException {
    var headers = new LinkedHashMap<String, Object>();
    for (var header : http.headers().entrySet()) {
      refuseEmpty(header.getValue());
      headers.put(header.getKey(), rendering.header(header.getValue()));
    }
    var url = value(http.url());
    var checked = checked(secret(http.url()), headers);
    return new HttpOutlet(
        channel.key(),
        http.verb(),
        checked,
        url instanceof Secret,
        headers,
        http.content(),
        rendering);
  }

  private Outlet pager(Channel.Pagerduty pager) throws ExpressionException {
    var url =
        pager.url().isPresent()
            ? secret(pager.url().get())
            : new Secret("url", PagerOutlet.ENQUEUE);
    return new PagerOutlet(
        secret(pager.routingKey()),
        checked(url),
        pager.source().isPresent() ? text(pager.source().get()) : "irb",
        pager.severities());
  }

  private Outlet email(Channel.Email email) throws ExpressionException {
    var to = new ArrayList<String>();
    for (var address : email.to()) {
      to.add(text(address));
    }
    var server = SmtpServer.parse(secret(email.smtp()));
    var password = email.password();
    var with = password.isPresent() ? server.with(secret(password.get())) : server;
    var from =
        email.from().isPresent() ? Optional.of(text(email.from().get())) : Optional.<String>empty();
    return MailOutlet.of(channel.key(), to, from, with);
  }

  private Secret checked(Secret url) throws ExpressionException {
    return checked(url, Map.of());
  }

  /// Finds now what would otherwise be found while it is sent.
  private static Secret checked(Secret url, Map<String, Object> headers)
      throws ExpressionException {
    var _ = Message.to(Method.POST, url, headers, Posting.payload(Map.of()));
    return url;
  }

  private String text(Template template) throws ExpressionException {
    if (value(template) instanceof String text) {
      return text;
    }
    throw new ExpressionException(name(template) + " is a secret, and people would see it");
  }

  /// A value that is kept from everybody, wherever it comes from.
  private Secret secret(Template template) throws ExpressionException {
    return new Secret(
        name(template),
        value(template) instanceof Secret secret ? secret.reveal() : (String) value(template));
  }

  private Object value(Template template) throws ExpressionException {
    refuseEmpty(template);
    return rendering.plain(template);
  }

  private void refuseEmpty(Template template) throws ExpressionException {
    for (var expression : template.expressions()) {
      var value = rendering.value(expression);
      var text = value instanceof Secret secret ? secret.reveal() : value.toString();
      if (text.isBlank()) {
        throw new ExpressionException(name(List.of(expression)) + " is empty");
      }
    }
  }

  private String name(Template template) {
    return name(template.expressions());
  }

  /// The variable a value comes from, else the channel.
  private String name(List<Expression> expressions) {
    return expressions.stream()
        .flatMap(e -> e.references().stream())
        .filter(r -> r.root().equals("env") && r.path().size() > 1)
        .map(r -> r.path().get(1))
        .findFirst()
        .orElse("channel " + channel.key());
  }
}
