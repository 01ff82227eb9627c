package irb.drill;

import irb.drill.ClusterFault.Ailing;
import irb.drill.ClusterFault.Refused;
import irb.drill.ClusterFault.Rolled;
import irb.drill.ClusterFault.Scaled;
import irb.drill.kube.Cluster;
import irb.drill.kube.PodState;
import irb.source.Form;
import irb.source.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads the fault `kubectl`: what goes wrong in a cluster.
record ClusterFaultReader(Form form) {
  static final List<String> KINDS = List.of("image", "scale", "ready", "pods", "answer");

  Optional<Fault.Kind> read() {
    var kinds = KINDS.stream().filter(form::has).toList();
    if (kinds.size() != 1) {
      form.allow(KINDS.toArray(String[]::new));
      form.allow("deployment");
      form.findings()
          .error(
              form.place(),
              "what goes wrong is exactly one of " + String.join(", ", KINDS),
              "for example kubectl: {target: cluster, deployment: api, scale: 0}");
      return Optional.empty();
    }
    var kind = kinds.getFirst();
    if (kind.equals("answer")) {
      return Optional.of(new Refused(status()));
    }
    return form.requiredScalar("deployment")
        .map(deployment ->
            switch (kind) {
              case "image" -> new Rolled(deployment, images());
              case "scale" -> new Scaled(deployment, pods(form, "scale"));
              case "ready" ->
                  new Ailing(
                      deployment, PodState.NOT_READY, pods(form, "ready"), Optional.empty(), false);
              default -> ailing(deployment);
            });
  }

  private int status() {
    var status = form.number("answer", 400).orElse(503);
    if (status > 599) {
      form.findings().error(form.keyPlace("answer"), "a status is at most 599");
    }
    return status;
  }

  private LinkedHashMap<Scalar, String> images() {
    var images = new LinkedHashMap<Scalar, String>();
    form.form("image").ifPresent(f -> images.putAll(ClusterPlanReader.read(f)));
    return images;
  }

  static int pods(Form form, String key) {
    var number = form.number(key, 0).orElse(0);
    if (number > Cluster.MOST_PODS) {
      form.findings()
          .error(form.keyPlace(key), "a drill has at most " + Cluster.MOST_PODS + " pods");
    }
    return number;
  }

  private Fault.Kind ailing(Scalar deployment) {
    var pods = form.form("pods");
    var ailing =
        pods.map(
            f -> new Ailing(deployment, state(f), pods(f, "ready"), f.text("log"), f.flag("new")));
    pods.ifPresent(f -> {
      f.required("status");
      f.done();
    });
    return ailing.orElse(new Ailing(deployment, PodState.NOT_READY, 0, Optional.empty(), false));
  }

  /// What `status` says; it is one of the states that `kubectl get pods` shows.
  static PodState state(Form form) {
    var written = form.scalar("status");
    var state = written.flatMap(s -> PodState.troubled(s.text()));
    written
        .filter(_ -> state.isEmpty())
        .ifPresent(s ->
            form.findings()
                .error(
                    s.place(),
                    "'status' is one of "
                        + String.join(", ", PodState.troubles())
                        + ", and this is '"
                        + s
                        + "'"));
    return state.orElse(PodState.NOT_READY);
  }
}
