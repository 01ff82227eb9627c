package irb.terminal;

import irb.engine.Event;
import irb.engine.Interrupts;
import irb.engine.Listener;
import irb.expr.Masker;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// A run as text for people: header, steps, proposals and summary, and the line that moves.
public final class Screen implements Listener, Stage, Interrupts.Voice, AutoCloseable {
  private static final long REDRAWN_EVERY_MILLIS = 200;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Shown shown;
  private final Layout layout;
  private final Layout errLayout;
  private final boolean verbose;
  private final boolean live;
  private final boolean moves;
  private final LiveLine line;
  private final String again;
  private String head = "";
  private boolean blank;
  private boolean dry;
  private boolean rehearsing;
  private boolean paused;
  private boolean over;

  /// A screen where nothing is secret; see the other constructor.
  public Screen(
      PrintWriter out,
      PrintWriter err,
      Looks outLooks,
      Looks errLooks,
      boolean verbose,
      boolean live,
      InstantSource clock,
      String again) {
    this(out, err, outLooks, errLooks, verbose, live, clock, again, new Masker());
  }

  /// `live` says that `err` is a terminal, and `again` is the command as typed without approvals,
  /// e.g. `irb run db-pool-exhaustion --env staging`. Values are masked by `masker` before they are
  /// cut or wrapped, because a writer behind this could no longer recognise half a secret.
  public Screen(
      PrintWriter out,
      PrintWriter err,
      Looks outLooks,
      Looks errLooks,
      boolean verbose,
      boolean live,
      InstantSource clock,
      String again,
      Masker masker) {
    this.out = out;
    this.err = err;
    this.shown = new Shown(masker);
    this.layout = Layout.of(outLooks);
    this.errLayout = Layout.of(errLooks);
    this.verbose = verbose;
    this.live = live;
    this.moves = live && !errLooks.isPlain();
    this.line = new LiveLine(err, errLooks, shown, clock);
    this.again = again;
    if (moves) {
      Thread.ofVirtual().name("live line").start(this::redraw);
    }
  }

  /// The head of the log, printed with the summary.
  public synchronized void head(String text) {
    head = text;
  }

  @Override
  public synchronized void on(List<Event> events) {
    line.erase();
    events.forEach(this::show);
    out.flush();
    err.flush();
    tick();
  }

  /// A sentence for the person at the keyboard, e.g. about a second Ctrl-C.
  @Override
  public synchronized void say(String sentence) {
    line.erase();
    warn(sentence);
    err.flush();
    tick();
  }

  /// Nothing moves until [#resume]: a person is being asked.
  @Override
  public synchronized void pause() {
    paused = true;
    line.erase();
  }

  @Override
  public synchronized void resume() {
    paused = false;
    tick();
  }

  @Override
  public synchronized void close() {
    over = true;
    line.erase();
    notifyAll();
  }

  /// Draws the line that moves, if it may.
  synchronized void tick() {
    if (moves && !paused && !over) {
      line.draw();
    }
  }

  private synchronized void redraw() {
    try {
      while (!over) {
        tick();
        wait(REDRAWN_EVERY_MILLIS);
      }
    } catch (InterruptedException _) {
      // nobody interrupts it but the end of the program
    }
  }

  private void show(Event event) {
    switch (event) {
      case Event.Started started -> started(started);
      case Event.Entered entered -> line.begin(entered.id(), entered.title());
      case Event.Intent intent when intent.type().equals("run") -> {
        line.end(intent.id()); // its steps are on the line from now on
        print(intent.id(), steps -> steps.mention("run", intent.text()));
      }
      case Event.Intent _ -> {
        // its step is on the line already
      }
      case Event.Attempt attempt -> line.attempt(attempt.id(), tried(attempt));
      case Event.Ended ended -> {
        line.end(ended.id());
        print(ended.id(), steps -> steps.of(ended));
      }
      case Event.Decided decided -> {
        line.end(decided.id());
        print(decided.id(), steps -> steps.of(decided));
      }
      case Event.Proposed proposed -> proposed(proposed);
      case Event.Approval approval -> approval(approval);
      case Event.Answered answered ->
          print(
              answered.id(),
              steps ->
                  steps.mention(
                      "answer",
                      answered.question() + "  " + answered.answer() + by(answered.by())));
      case Event.Chosen chosen ->
          print(
              chosen.id(),
              steps ->
                  steps.mention(
                      "answer", chosen.question() + "  " + chosen.choice() + by(chosen.by())));
      case Event.Taken(var what) -> taken(what);
      case Event.Rehearsed rehearsed -> rehearsed(rehearsed);
      case Event.Notice notice -> notice(notice);
      case Event.Finished finished -> finished(finished);
    }
  }

  private void started(Event.Started started) {
    dry = started.dry();
    print(out, new Opening(layout, shown, verbose).of(started));
  }

  /// What the log says already: one line is enough.
  private void taken(Event what) {
    switch (what) {
      case Event.Ended ended -> print(ended.id(), steps -> steps.taken(ended));
      case Event.Decided decided -> print(decided.id(), steps -> steps.of(decided));
      default -> throw new IllegalStateException("nothing that is taken from a log: " + what);
    }
  }

  private static String tried(Event.Attempt attempt) {
    return "attempt "
        + attempt.number()
        + (attempt.why().isEmpty() ? "" : ": " + attempt.why())
        + ", again in "
        + Elapsed.text(attempt.next());
  }

  /// Where somebody can be asked, the proposal is part of the question and stands with it on
  /// stderr: a redirected stdout must not hide what is approved.
  private void proposed(Event.Proposed proposed) {
    line.end(proposed.proposal().step());
    var asked = live && !dry;
    var where = asked ? errLayout : layout;
    print(asked ? err : out, new ProposalLines(where, shown, verbose).of(proposed.proposal(), dry));
  }

  private void approval(Event.Approval approval) {
    print(
        approval.id(),
        steps -> steps.mention(approval.decision(), approval.id() + by(approval.by())));
    if (approval.decision().equals("approved")) {
      line.begin(approval.id(), approval.id());
    }
  }

  private static String by(String by) {
    return " (" + by + ")";
  }

  private void rehearsed(Event.Rehearsed rehearsed) {
    line.end(rehearsed.id());
    if (!rehearsing) {
      rehearsing = true;
      print(out, List.of("", layout.theme().strong("What may follow; none of it runs now:")));
    }
    var depth = Depth.of(rehearsed.id());
    var lines = new RehearsalLines(depth.layout(layout), shown, verbose).of(rehearsed);
    print(out, depth.indented(lines));
  }

  private void notice(Event.Notice notice) {
    switch (notice.level()) {
      case WARNING -> warn(notice.text());
      case INFO -> said(errLayout.theme().dot(), notice.text());
    }
  }

  private void warn(String text) {
    said(errLayout.theme().warning("!"), text);
  }

  private void said(String mark, String text) {
    var lines = errLayout.indented(2, shown.lines(text));
    lines.set(0, mark + " " + lines.getFirst().stripLeading());
    print(err, lines);
  }

  private void finished(Event.Finished finished) {
    over = true;
    var next = NextCommands.after(finished, again);
    print(out, new Closing(layout, shown).of(finished, head, next));
    notifyAll();
  }

  /// What is said of `step`, further right the deeper it is nested.
  private void print(String step, Function<StepLines, List<String>> lines) {
    var depth = Depth.of(step);
    print(out, depth.indented(lines.apply(new StepLines(depth.layout(layout), shown, verbose))));
  }

  private void print(PrintWriter to, List<String> lines) {
    for (var text : lines) {
      // blocks bring their own blank lines, and two of them are one
      if (!(text.isEmpty() && blank)) {
        to.print(text + "\n");
      }
      blank = text.isEmpty();
    }
    // the other stream may be the same terminal
    to.flush();
  }
}
