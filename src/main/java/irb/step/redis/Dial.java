package irb.step.redis;

import irb.expr.Durations;
import irb.expr.Secret;
import irb.step.Call;
import irb.step.ForwardedSockets;
import irb.step.Reason;
import irb.step.Target;
import irb.step.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// Makes one connection: the network, TLS with the host's name checked, the login.
record Dial(Target.Redis target, SSLSocketFactory secure, Optional<Way> way) {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// How long a connection may take: never longer than the step.
  static Duration patience(Call call) {
    return call.timeout().compareTo(CONNECT) < 0 ? call.timeout() : CONNECT;
  }

  /// Connects on a thread of its own, for a name that is looked up cannot be interrupted; all of it
  /// is given up when `call` is stopped.
  Wire connect(Call call) throws TroubleException, InterruptedException {
    var made = new CompletableFuture<Wire>();
    var line = new Line();
    Thread.ofVirtual()
        .start(() -> {
          try {
            var wire = wire(line, patience(call));
            if (!made.complete(wire)) {
              wire.cut();
            }
          } catch (TroubleException | RuntimeException e) {
            made.completeExceptionally(e);
          }
        });
    try (var _ = call.stop().onStop(_ -> giveUp(made, "stopped while connecting"))) {
      return made.get(patience(call).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      giveUp(made, "no answer in " + Durations.text(patience(call)));
      return outcome(made);
    } catch (ExecutionException e) {
      throw trouble(e);
    } finally {
      giveUp(made, "interrupted while connecting");
      if (made.isCompletedExceptionally()) {
        line.close();
      }
    }
  }

  private void giveUp(CompletableFuture<Wire> made, String why) {
    made.completeExceptionally(new TroubleException(Trouble.unreachable(target, why)));
  }

  private Wire outcome(CompletableFuture<Wire> made) throws TroubleException, InterruptedException {
    try {
      return made.get();
    } catch (ExecutionException e) {
      throw trouble(e);
    }
  }

  private static TroubleException trouble(ExecutionException e) {
    if (e.getCause() instanceof TroubleException trouble) {
      return trouble;
    }
    throw new IllegalStateException(e.getCause());
  }

  private Wire wire(Line line, Duration patience) throws TroubleException {
    var millis = Math.toIntExact(Math.max(1, patience.toMillis()));
    try {
      var raw = socket(line, millis);
      // whoever waits for this gives up before
      raw.setSoTimeout(millis + 5_000);
      raw.setTcpNoDelay(true);
      raw.setKeepAlive(true);
      return login(new Wire(raw, target.tls() ? secured(raw) : raw));
    } catch (IOException e) {
      throw new TroubleException(Trouble.unreachable(target, e));
    }
  }

  private Socket socket(Line line, int millis) throws IOException {
    if (way.isPresent()) {
      // the socket goes its own way, whatever address it is told
      var anywhere = InetSocketAddress.createUnresolved(target.host(), target.port());
      return line.to(new ForwardedSockets(way.get()).createSocket(), anywhere, millis);
    }
    var failed = new IOException("no address");
    for (var address : InetAddress.getAllByName(target.host())) {
      try {
        return line.to(new Socket(), new InetSocketAddress(address, target.port()), millis);
      } catch (IOException e) {
        failed = e;
      }
    }
    throw failed;
  }

  private Socket secured(Socket raw) throws IOException {
    var socket = (SSLSocket) secure.createSocket(raw, target.host(), target.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private Wire login(Wire wire) throws TroubleException {
    if (target.password().isPresent() || target.user().isPresent()) {
      ask(wire, credentials(), true);
    }
    try {
      // since Redis 6: maps are told from lists, and a nil from an empty list
      ask(wire, List.of("HELLO", "3"), false);
    } catch (TroubleException e) {
      if (!isWithoutHello(e.trouble().reason())) {
        throw e;
      }
    }
    if (target.database() > 0) {
      ask(wire, List.of("SELECT", Integer.toString(target.database())), false);
    }
    try {
      ask(wire, List.of("CLIENT", "SETNAME", "irb"), false);
    } catch (TroubleException e) {
      if (e.trouble().reason() == Reason.UNREACHABLE) {
        throw e;
      }
    }
    return wire;
  }

  /// An older server, or one whose rules for this user leave it out.
  private static boolean isWithoutHello(Reason reason) {
    return switch (reason) {
      case NOT_FOUND, INVALID, REFUSED -> true;
      default -> false;
    };
  }

  private List<String> credentials() {
    var words = new ArrayList<>(List.of("AUTH"));
    target.user().ifPresent(words::add);
    words.add(target.password().map(Secret::reveal).orElse(""));
    return words;
  }

  private void ask(Wire wire, List<String> words, boolean authenticating) throws TroubleException {
    try {
      var _ = wire.ask(words);
    } catch (JedisDataException e) {
      throw new TroubleException(Trouble.of(e, target).atTheDoor(target, authenticating));
    } catch (ReplyException e) {
      throw new TroubleException(Trouble.of(e, target).atTheDoor(target, false));
    } catch (JedisException e) {
      var said = wire.lastWords();
      throw new TroubleException(
          said.isPresent()
              ? Trouble.said(said.get(), target).atTheDoor(target, authenticating)
              : Trouble.unreachable(target, e));
    }
  }

  /// The socket of a connection that is being made; once closed, no other takes its place.
  private static final class Line {
    private final List<Socket> sockets = new ArrayList<>();
    private boolean closed;

    Socket to(Socket socket, InetSocketAddress address, int millis) throws IOException {
      synchronized (this) {
        if (closed) {
          throw new IOException("given up");
        }
        sockets.add(socket);
      }
      try {
        socket.connect(address, millis);
        return socket;
      } catch (IOException e) {
        Wire.close(socket);
        throw e;
      }
    }

    synchronized void close() {
      closed = true;
      sockets.forEach(Wire::close);
    }
  }
}
