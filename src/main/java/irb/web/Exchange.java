package irb.web;

import irb.expr.Durations;
import irb.step.Effect;
import irb.step.Evidence;
import irb.step.Gateway;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Target;
import irb.step.Way;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// One request on the wire, sent once; it knows how far it came.
public final class Exchange extends EventListener {
  /// More of an answer is not read.
  static final long MOST_BYTES = 1 << 20;

  private static final int PIECE = 8192;

  private final Lookup lookup;
  private final Call call;
  private final Buffer body = new Buffer();
  private volatile boolean begun;
  private volatile @Nullable Response head;

  /// Sends `message` to `url`, which is its own or where it was redirected to, in the session of
  /// `call`.
  public static Sent send(irb.step.Call call, Message message, HttpUrl url) {
    return along(call, message, url, Optional.empty(), Evidence.NONE, false);
  }

  /// The same, through `via` where the server cannot be reached from here. The evidence of `call`
  /// gets all of the body; with `follow`, not that of a redirect.
  public static Sent send(
      irb.step.Call call, Message message, HttpUrl url, Optional<Target.Ssh> via, boolean follow)
      throws InterruptedException {
    try {
      var way = Gateway.to(via, url.host(), url.port(), call);
      return along(call, message, url, way, call.evidence(), follow);
    } catch (Gateway.ClosedException e) {
      return new Sent.Broken(e.outcome(call, url.host()));
    }
  }

  private static Sent along(
      irb.step.Call call,
      Message message,
      HttpUrl url,
      Optional<Way> way,
      Evidence evidence,
      boolean follow) {
    var session = call.sessions().session("http", HttpSession.class, HttpSession::new).client();
    var agent = "irb/" + call.label().replaceAll("[^!-~]", "-");
    var exchange = new Exchange(session, message.request(url, agent), call.timeout(), way);
    try {
      exchange.run(call.stop(), follow, evidence);
      return new Sent.Answered(exchange.answer().orElseThrow());
    } catch (IOException e) {
      return new Sent.Broken(exchange.broken(call, message.method().effect(), url, e));
    }
  }

  private Outcome broken(irb.step.Call call, Effect effect, HttpUrl url, IOException e) {
    var doubtful = begun && !effect.isRead();
    var fields = answer().map(Answer::fields).orElse(Map.of());
    var trouble = Trouble.of(e, url, begun);
    if (call.stop().asked().isEmpty() && isOutOfTime(e)) {
      var why = "no end after " + Durations.text(call.timeout());
      return doubtful
          ? new Outcome.InDoubt(
              Reason.TIMEOUT, why + "; it may or may not have taken effect", fields)
          : new Outcome.TimedOut(why, fields);
    }
    return doubtful || call.stop().asked().isPresent()
        ? call.cutShort(doubtful, trouble.why(), fields)
        : new Outcome.Fault(trouble.reason(), trouble.why(), fields);
  }

  private Exchange(HttpSession session, Request request, Duration timeout, Optional<Way> way) {
    // the name of a server behind another host need mean nothing here
    Dns names = way.isPresent() ? _ -> List.of(InetAddress.getLoopbackAddress()) : session.names();
    this.lookup = new Lookup(names, HttpSession.connecting(timeout));
    this.call = session.call(request, timeout, lookup, this, way);
  }

  /// Sends the request and reads the answer, until it is there, lost, or stopped; `evidence` gets
  /// all of its body, unless it only leads on to another answer.
  private void run(Stop stop, boolean follow, Evidence evidence) throws IOException {
    try (var _ = stop.onStop(_ -> cancel());
        var response = call.execute()) {
      var saved = follow && response.isRedirect() ? Evidence.NONE : evidence;
      var source = response.body().source();
      var piece = new Buffer();
      while ((body.size() <= MOST_BYTES || saved.isWanted()) && source.read(piece, PIECE) != -1) {
        if (saved.isWanted()) {
          var bytes = piece.snapshot().toByteArray();
          saved.write(bytes, 0, bytes.length);
        }
        body.write(piece, Math.min(piece.size(), Math.max(0, MOST_BYTES + 1 - body.size())));
        piece.clear();
      }
      if (body.size() > MOST_BYTES) {
        call.cancel();
      }
    }
  }

  /// The answer as far as it came; empty before its headers are there.
  private Optional<Answer> answer() {
    var answered = head;
    return answered == null
        ? Optional.empty()
        : Optional.of(
            new Answer(
                call.request().url(),
                answered.code(),
                answered.message(),
                answered.headers(),
                body.snapshot((int) Math.min(body.size(), MOST_BYTES)),
                body.size() > MOST_BYTES));
  }

  /// Whether `e` says that the call's own time was up, and nobody had stopped it before.
  private static boolean isOutOfTime(IOException e) {
    return e instanceof InterruptedIOException
        && !(e instanceof SocketTimeoutException)
        && "timeout".equals(e.getMessage());
  }

  private void cancel() {
    lookup.giveUp();
    call.cancel();
  }

  @Override
  public void requestHeadersStart(Call call) {
    begun = true;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    head = response;
  }
}
