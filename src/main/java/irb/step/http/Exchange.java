package irb.step.http;

import irb.step.Stop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// One request on the wire, sent once; it knows how far it came.
final class Exchange extends EventListener {
  /// More of an answer is not read.
  static final long MOST_BYTES = 1 << 20;

  private static final int PIECE = 8192;

  private final Lookup lookup;
  private final Call call;
  private final Buffer body = new Buffer();
  private volatile boolean begun;
  private volatile @Nullable Response head;

  Exchange(HttpSession session, Request request, Duration timeout) {
    this.lookup = new Lookup(session.names(), HttpSession.connecting(timeout));
    this.call = session.call(request, timeout, lookup, this);
  }

  /// Sends the request and reads the answer, until it is there, lost, or stopped.
  void run(Stop stop) throws IOException {
    try (var _ = stop.onStop(_ -> cancel());
        var response = call.execute()) {
      var source = response.body().source();
      while (body.size() <= MOST_BYTES && source.read(body, PIECE) != -1) {
        // read on
      }
      if (body.size() > MOST_BYTES) {
        call.cancel();
      }
    }
  }

  /// Whether anything of the request may have reached the peer.
  boolean begun() {
    return begun;
  }

  /// The answer as far as it came; empty before its headers are there.
  Optional<Answer> answer() {
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
  static boolean isOutOfTime(IOException e) {
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
