package irb.runbook;

import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Part;
import irb.expr.Template.Text;
import irb.runbook.ActionStep.Undo;
import irb.runbook.ActionStep.Write;
import irb.runbook.Playbook.MessageTemplate;
import irb.source.Findings;
import irb.source.Nearest;
import irb.step.Action;
import irb.step.Borrowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Gives the actions of a runbook what they name of its playbook: checklists and messages.
final class Lending {
  private static final String BLANK = "not yet known";

  private final Playbook playbook;

  Lending(Playbook playbook) {
    this.playbook = playbook;
  }

  /// Reports what `action` names and the playbook does not have.
  void check(Action action, Findings findings) {
    for (var borrowed : action.borrowed()) {
      var known = known(borrowed.kind()).keySet();
      var name = borrowed.name();
      if (!known.contains(name.text())) {
        findings.error(
            name.place(),
            "the playbook has no " + borrowed.kind().words() + " '" + name + "'",
            Nearest.hint(name.text(), known));
      }
    }
  }

  /// `runbook` with the texts behind the names.
  Runbook lend(Runbook runbook) {
    return new Runbook(
        runbook.name(),
        runbook.title(),
        runbook.about(),
        runbook.params(),
        runbook.steps().stream().map(this::lend).toList(),
        runbook.file(),
        runbook.place());
  }

  private Step lend(Step step) {
    return switch (step) {
      case DecideStep decide -> decide;
      case ActionStep act ->
          new ActionStep(
              act.id(),
              act.phase(),
              act.title(),
              lend(act.action()),
              act.flow(),
              act.checks(),
              act.write().map(this::lend),
              act.note(),
              act.timeout(),
              act.allow(),
              act.save(),
              act.place());
    };
  }

  private Write lend(Write write) {
    return new Write(
        write.risk(),
        write.undo().map(u -> u instanceof Undo.By(var by) ? new Undo.By(lend(by)) : u),
        write.preview().map(this::lend),
        write.limits(),
        write.confirm(),
        write.approvals());
  }

  private Action lend(Action action) {
    var lent = action;
    for (var borrowed : action.borrowed()) {
      var name = borrowed.name().text();
      var texts =
          switch (borrowed.kind()) {
            case CHECKLIST -> playbook.checklists().getOrDefault(name, List.of());
            case TEMPLATE ->
                Optional.ofNullable(playbook.templates().get(name))
                    .map(Lending::texts)
                    .orElse(List.of());
            case CHANNEL -> List.<Template>of();
          };
      lent = lent.with(borrowed, texts);
    }
    return lent;
  }

  private Map<String, ?> known(Borrowed.Kind kind) {
    return switch (kind) {
      case CHECKLIST -> playbook.checklists();
      case CHANNEL -> playbook.channels();
      case TEMPLATE -> playbook.templates();
    };
  }

  private static List<Template> texts(MessageTemplate message) {
    return Stream.concat(message.subject().stream(), Stream.of(message.text()))
        .map(t -> filledIn(t, message))
        .toList();
  }

  /// A blank of the message becomes its default: nobody is asked while a step runs.
  private static Template filledIn(Template template, MessageTemplate message) {
    return new Template(
        template.origin(), template.parts().stream().<Part>map(p -> filledIn(p, message)).toList());
  }

  private static Part filledIn(Part part, MessageTemplate message) {
    if (!(part instanceof Hole(var expression, var offset))) {
      return part;
    }
    var field = expression.references().stream().filter(r -> r.root().equals("fields")).findFirst();
    return field
        .<Part>map(f -> {
          var blank = f.path().size() > 1 ? message.fields().get(f.path().get(1)) : null;
          var standard = blank == null ? Optional.<String>empty() : blank.standard();
          return new Text(standard.orElse(BLANK), offset);
        })
        .orElse(part);
  }
}
