package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.step.Call;
import irb.step.Outcome;
import java.util.LinkedHashMap;
import java.util.List;

/// An incoming webhook of Slack, whose URL is all it takes to write there.
record SlackOutlet(Secret url) implements Outlet.Direct {
  /// Slack cuts a text off after 40,000 characters without a word.
  private static final int MOST = 39_000;

  /// A shorter path is a word such as `webhook`, which may stand anywhere.
  private static final int SHORTEST_PATH = 12;

  /// The URL, and what a server would repeat of it: its path.
  @Override
  public List<Secret> secrets() {
    var whole = url.reveal().strip();
    var path = whole.replaceFirst("(?i)^https?://[^/]*/?", "");
    return path.length() < SHORTEST_PATH ? List.of(url) : List.of(url, url.with(path));
  }

  @Override
  public Outcome send(Letter letter, Call call) throws ExpressionException {
    var text = new StringBuilder();
    letter.subject().ifPresent(s -> text.append('*').append(escaped(s)).append("*\n"));
    text.append(Letter.cut(escaped(letter.text()), MOST));
    if (!letter.footer().isEmpty()) {
      text.append("\n\n").append(escaped(letter.footer()));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("text", text.toString());
    document.put("unfurl_links", false);
    document.put("unfurl_media", false);
    return Posting.json(url, document, call);
  }

  /// What Slack asks for; without `<` there is no `<!channel>` and no link under another name.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
