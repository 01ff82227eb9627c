package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Interrupts;
import irb.engine.Listener;
import irb.engine.RunReport;
import irb.journal.Head;
import irb.step.Operator;
import irb.terminal.JsonLines;
import irb.terminal.JsonScreen;
import irb.terminal.Screen;
import irb.terminal.SystemTerminal;
import irb.terminal.TerminalOperator;
import java.io.PrintWriter;
import java.util.List;

/// How a run is shown, in the format that was asked for.
interface Display extends AutoCloseable {
  Listener listener();

  void head(Head head);

  void finish(RunReport report);

  Operator operator();

  @Override
  void close();

  static Display of(Invocation invocation, Interrupts interrupts, String again)
      throws UsageException {
    var program = invocation.program();
    var live = program.isTerminal(2) && !invocation.errLooks().isPlain();
    var screen =
        new Screen(
            invocation.format() == Format.TEXT ? program.out() : program.err(),
            program.err(),
            invocation.format() == Format.TEXT ? invocation.outLooks() : invocation.errLooks(),
            invocation.errLooks(),
            invocation.isVerbose(),
            live,
            program.clock(),
            again,
            program.masker());
    interrupts.speakTo(screen);
    var operator =
        new TerminalOperator(
            new SystemTerminal(interrupts, "dumb".equals(program.environment().get("TERM"))),
            interrupts,
            screen,
            program.masker());
    var json = new JsonScreen(invocation.json(), again);
    return switch (invocation.format()) {
      case TEXT -> new OnScreen(screen, operator, program.err());
      case JSON -> new AsJson(screen, operator, json, invocation, invocation.isSomebodyThere());
      case JSONL ->
          new AsLines(
              operator,
              new JsonLines(program.out(), invocation.json(), program.clock()),
              invocation);
    };
  }

  /// A run whose log was lost ends without a summary, so the reason is all there is.
  private static void lost(RunReport report, PrintWriter err) {
    if (!report.logged()) {
      err.println("irb: " + report.why());
    }
  }

  /// For people.
  record OnScreen(Screen screen, TerminalOperator operator, PrintWriter err) implements Display {
    @Override
    public Listener listener() {
      return screen;
    }

    @Override
    public void head(Head head) {
      screen.head(head.text());
    }

    @Override
    public void finish(RunReport report) {
      screen.close();
      lost(report, err);
    }

    @Override
    public void close() {
      operator.close();
      screen.close();
    }
  }

  /// One document at the end; whoever is at a terminal sees the run on stderr meanwhile.
  record AsJson(
      Screen screen,
      TerminalOperator operator,
      JsonScreen json,
      Invocation invocation,
      boolean watched)
      implements Display {
    @Override
    public Listener listener() {
      return events -> {
        json.on(events);
        if (watched) {
          screen.on(events);
        }
      };
    }

    @Override
    public void head(Head head) {
      json.head(head.text());
      screen.head(head.text());
    }

    @Override
    public void finish(RunReport report) {
      if (report.logged()) {
        json.print(invocation.out());
      } else {
        json.print(invocation.out(), report.exit(), report.why(), List.of());
        lost(report, invocation.err());
      }
    }

    @Override
    public void close() {
      operator.close();
      screen.close();
    }
  }

  /// One line for each event.
  record AsLines(TerminalOperator operator, JsonLines lines, Invocation invocation)
      implements Display {
    @Override
    public Listener listener() {
      return lines;
    }

    @Override
    public void head(Head head) {}

    @Override
    public void finish(RunReport report) {
      lost(report, invocation.err());
    }

    @Override
    public void close() {
      operator.close();
    }
  }
}
