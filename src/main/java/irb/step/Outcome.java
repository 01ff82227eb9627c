package irb.step;

import java.util.Map;

/// How carrying out an action ended; `fields` are what it got, also when it failed.
public sealed interface Outcome {
  Map<String, Object> fields();

  /// One sentence for people; empty when there is nothing to say.
  String why();

  /// The same with `more` at the end of its sentence; what went well says nothing.
  default Outcome noting(String more) {
    return switch (this) {
      case Ok ok -> ok;
      case Failed(var reason, var why, var fields) -> new Failed(reason, why + more, fields);
      case Fault(var reason, var why, var fields) -> new Fault(reason, why + more, fields);
      case TimedOut(var why, var fields) -> new TimedOut(why + more, fields);
      case Aborted(var why, var fields) -> new Aborted(why + more, fields);
      case InDoubt(var reason, var why, var fields) -> new InDoubt(reason, why + more, fields);
    };
  }

  /// It ran, and nothing speaks against it.
  record Ok(Map<String, Object> fields) implements Outcome {
    public Ok {
      fields = Map.copyOf(fields);
    }

    @Override
    public String why() {
      return "";
    }
  }

  /// It ran, and its own result says that it failed: a non-zero exit, an HTTP status of 503.
  record Failed(Reason reason, String why, Map<String, Object> fields) implements Outcome {
    public Failed {
      fields = Map.copyOf(fields);
    }
  }

  /// It could not run, or was refused; nothing was changed.
  record Fault(Reason reason, String why, Map<String, Object> fields) implements Outcome {
    public Fault {
      fields = Map.copyOf(fields);
    }

    public Fault(Reason reason, String why) {
      this(reason, why, Map.of());
    }
  }

  /// It was stopped because its time was up; nothing was changed.
  record TimedOut(String why, Map<String, Object> fields) implements Outcome {
    public TimedOut {
      fields = Map.copyOf(fields);
    }
  }

  /// It was stopped because the run was; nothing was changed.
  record Aborted(String why, Map<String, Object> fields) implements Outcome {
    public Aborted {
      fields = Map.copyOf(fields);
    }
  }

  /// It may or may not have changed something: the connection was lost, or it was stopped, after
  /// the effect had begun.
  record InDoubt(Reason reason, String why, Map<String, Object> fields) implements Outcome {
    public InDoubt {
      fields = Map.copyOf(fields);
    }
  }
}
