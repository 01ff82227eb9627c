package irb.step.ssh;

import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.ssh.Rollout;
import irb.ssh.Rollout.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads `batch` and `stop_after_failures`.
final class RolloutForm {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})(%?)");

  private final Form form;
  private final Findings findings;

  RolloutForm(Form form, Findings findings) {
    this.form = form;
    this.findings = findings;
  }

  Rollout read() {
    var batch = form.node("batch");
    var sizes = new ArrayList<Size>();
    for (var written : batch.map(RolloutForm::items).orElse(List.of())) {
      form.asScalar(written, "a batch").ifPresent(s -> size(s, sizes));
    }
    if (batch.isPresent() && items(batch.get()).isEmpty()) {
      findings.error(batch.get().place(), "'batch' is empty", "for example batch: [1, 25%, 100%]");
    }
    var failures = form.number("stop_after_failures", 1);
    if (failures.isPresent() && batch.isEmpty()) {
      findings.error(
          form.keyPlace("stop_after_failures"),
          "'stop_after_failures' belongs to 'batch': all hosts at once cannot be stopped in between",
          "for example batch: [1, 25%, 100%]");
    }
    return new Rollout(
        sizes, failures.isPresent() ? OptionalInt.of(failures.get()) : OptionalInt.empty());
  }

  private static List<Node> items(Node batch) {
    return batch instanceof Sequence list ? List.copyOf(list.items()) : List.of(batch);
  }

  private void size(Scalar written, List<Size> sizes) {
    var matcher = SIZE.matcher(written.text());
    if (matcher.matches()) {
      var number = Integer.parseInt(matcher.group(1));
      var percent = !matcher.group(2).isEmpty();
      if (!percent || number <= 100) {
        sizes.add(new Size(number, percent));
        return;
      }
    }
    findings.error(
        written.place(),
        "'" + written + "' is no batch",
        "a batch is a number of hosts or a share of them, as in [1, 25%, 100%]");
  }
}
