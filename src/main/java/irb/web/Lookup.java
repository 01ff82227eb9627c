package irb.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/// Looks one name up, and can be given up: a silent name server holds no step.
final class Lookup implements Dns {
  private final Dns names;
  private final Duration patience;
  private final CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();

  Lookup(Dns names, Duration patience) {
    this.names = names;
    this.patience = patience;
  }

  void giveUp() {
    answer.completeExceptionally(new UnknownHostException("stopped"));
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Thread.ofPlatform().daemon().name("irb-lookup").start(() -> ask(host));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new UnknownHostException("the name server does not answer");
    } catch (ExecutionException e) {
      throw unknown("the name does not resolve", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("interrupted", e);
    }
  }

  private void ask(String host) {
    try {
      answer.complete(names.lookup(host));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static UnknownHostException unknown(String why, Exception cause) {
    var unknown = new UnknownHostException(why);
    unknown.initCause(cause);
    return unknown;
  }
}
