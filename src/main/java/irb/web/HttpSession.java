package irb.web;

import irb.step.ForwardedSockets;
import irb.step.Way;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// The HTTP client of one run: it sends what it is told to, once, and nothing of its own accord.
///
/// No connection outlives its request: one that went stale while a person was thinking would fail a
/// healthy read, and leave a write in doubt that was never received.
public final class HttpSession implements AutoCloseable {
  static final Duration MOST_CONNECTING = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(20);

  private final Dns names;
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .followRedirects(false)
          .followSslRedirects(false)
          .authenticator(Authenticator.NONE)
          .proxy(Proxy.NO_PROXY)
          .cookieJar(CookieJar.NO_COOKIES)
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
          .readTimeout(Duration.ZERO)
          .writeTimeout(Duration.ZERO)
          .addNetworkInterceptor(HttpSession::onlyOnce)
          .build();

  public HttpSession() {
    this(Dns.SYSTEM);
  }

  /// One that asks `names` for addresses.
  public HttpSession(Dns names) {
    this.names = names;
  }

  /// How names become addresses, before anything watches over it.
  Dns names() {
    return names;
  }

  /// A call that ends a second after `timeout` even if nobody stops it; `way` leads to a server
  /// that is not reached from here.
  Call call(Request request, Duration timeout, Dns dns, EventListener listener, Optional<Way> way) {
    var bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    var builder =
        client
            .newBuilder()
            .callTimeout(bounded.plusSeconds(1))
            .connectTimeout(connecting(bounded))
            .dns(dns)
            .eventListener(listener);
    way.ifPresent(w -> builder.socketFactory(new ForwardedSockets(w)));
    return builder.build().newCall(request);
  }

  /// How long a connection may take to come about.
  static Duration connecting(Duration timeout) {
    return timeout.compareTo(MOST_CONNECTING) > 0 ? MOST_CONNECTING : timeout.plusMillis(1);
  }

  /// Whatever it was told about retries, OkHttp acts by itself on a few statuses: it sends again
  /// what a 503 with `Retry-After: 0` answered, and fails on a 407. It never sees those here;
  /// [Exchange] has noted the real one before.
  private static Response onlyOnce(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    return switch (response.code()) {
      case 407, 408, 421, 503 -> response.newBuilder().code(500).build();
      default -> response;
    };
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
