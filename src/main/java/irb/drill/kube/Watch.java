package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The changes of a selection as they happen, one JSON object a line, until its time is over.
final class Watch {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Store store;
  private final InstantSource clock;
  private final Selection selection;
  private final Request request;
  private final Shape shape;

  Watch(Store store, InstantSource clock, Selection selection, Request request, Shape shape) {
    this.store = store;
    this.clock = clock;
    this.selection = selection;
    this.request = request;
    this.shape = shape;
  }

  void write(OutputStream out) throws IOException, InterruptedException {
    var until = clock.instant().plus(time());
    var seen = request.number("resourceVersion").orElse(0);
    if (seen == 0 || request.flag("sendInitialEvents")) {
      seen = writeAll(out);
    }
    try {
      do {
        store.await(seen, Duration.between(clock.instant(), until));
        seen = writeChanges(out, seen);
      } while (clock.instant().isBefore(until));
    } catch (ApiError e) {
      line(out, "ERROR", e.status());
    }
  }

  private Duration time() {
    var seconds = request.number("timeoutSeconds").orElse(LONGEST.toSeconds());
    return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }

  /// What is there already; returns the version that it has.
  private long writeAll(OutputStream out) throws IOException {
    record Present(long version, List<KubeObject> objects) {}
    var present = store.atOnce(() -> new Present(store.version(), store.list(selection)));
    for (var object : present.objects()) {
      line(out, "ADDED", shape.one(selection.kind(), object));
    }
    if (request.flag("sendInitialEvents")) {
      var mark = KubeObject.of(selection.kind(), "", "");
      mark.json().remove("metadata");
      mark.metadata().put("resourceVersion", Long.toString(present.version()));
      mark.annotations().put("k8s.io/initial-events-end", "true");
      line(out, "BOOKMARK", mark.json());
    }
    return present.version();
  }

  private long writeChanges(OutputStream out, long seen) throws IOException {
    var latest = seen;
    for (var change : store.since(seen)) {
      latest = change.version();
      if (change.kind() == selection.kind()) {
        var event = change.seenBy(selection);
        if (event.isPresent()) {
          line(out, event.get().type(), shape.one(selection.kind(), event.get().object()));
        }
      }
    }
    return latest;
  }

  private static void line(OutputStream out, String type, JsonNode object) throws IOException {
    var event = JsonNodeFactory.instance.objectNode().put("type", type);
    event.set("object", object);
    out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
