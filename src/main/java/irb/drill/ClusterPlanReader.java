package irb.drill;

import irb.drill.kube.LonePod;
import irb.drill.kube.PodState;
import irb.drill.kube.Rule;
import irb.drill.kube.Setup;
import irb.drill.kube.Workload;
import irb.expr.Durations;
import irb.source.Form;
import irb.source.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the sandbox `kubectl`: what the cluster holds when it starts.
record ClusterPlanReader(Form form) {
  static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?");
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  Plan read() {
    var namespace = form.scalar("namespace");
    namespace.ifPresent(this::name);
    var nodes = form.scalars("nodes");
    nodes.forEach(this::name);
    var broken = form.texts("broken_images").stream().map(Glob::new).toList();
    var plan =
        new Plan.Kubectl(
            new Setup(
                namespace.map(Scalar::text).orElse("default"),
                nodes.isEmpty() ? List.of("node-1") : nodes.stream().map(Scalar::text).toList(),
                deployments(),
                pods(),
                denied(),
                image -> broken.stream().anyMatch(g -> g.matches(image))));
    form.done();
    return plan;
  }

  private void name(Scalar name) {
    if (!NAME.matcher(name.text()).matches()) {
      form.findings()
          .error(
              name.place(),
              "'" + name + "' is no name in Kubernetes",
              "write small letters, digits and -, for example api-1");
    }
  }

  private Map<String, Workload> deployments() {
    var deployments = new LinkedHashMap<String, Workload>();
    form.form("deployments")
        .ifPresent(all ->
            all.entries()
                .forEach((name, node) -> {
                  name(name);
                  var f = Form.of(node, "a deployment", form.findings());
                  deployments.put(
                      name.text(),
                      new Workload(
                          f.has("replicas") ? ClusterFaultReader.pods(f, "replicas") : 1,
                          images(f),
                          f.text("log"),
                          deadline(f)));
                  f.done();
                }));
    return deployments;
  }

  private Map<String, LonePod> pods() {
    var pods = new LinkedHashMap<String, LonePod>();
    form.form("pods")
        .ifPresent(all ->
            all.entries()
                .forEach((name, node) -> {
                  name(name);
                  var f = Form.of(node, "a pod", form.findings());
                  var state = f.has("status") ? ClusterFaultReader.state(f) : PodState.RUNNING;
                  pods.put(name.text(), new LonePod(images(f), state, f.text("log")));
                  f.done();
                }));
    return pods;
  }

  /// The image of each container, of which there is at least one.
  private Map<String, String> images(Form pod) {
    var images = new LinkedHashMap<Scalar, String>();
    if (pod.required("images").isPresent()) {
      pod.form("images").ifPresent(f -> images.putAll(read(f)));
    }
    return images.entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().text(), Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
  }

  /// Containers with their images.
  static Map<Scalar, String> read(Form form) {
    var images = new LinkedHashMap<Scalar, String>();
    form.entries()
        .forEach((container, image) -> {
          var written = form.asScalar(image, "the image of '" + container + "'");
          written.ifPresent(i -> images.put(container, i.text()));
          if (!NAME.matcher(container.text()).matches()
              || written.filter(i -> i.text().matches("\\S+")).isEmpty()) {
            form.findings()
                .error(
                    container.place(),
                    "'" + container + "' is no container with an image",
                    "for example {app: shop/api:1.4}");
          }
        });
    if (images.isEmpty()) {
      form.findings()
          .error(form.place(), "no container is named", "for example {app: shop/api:1.4}");
    }
    return images;
  }

  private static Duration deadline(Form form) {
    var written = form.scalar("deadline");
    var deadline = written.map(Scalar::text).flatMap(Durations::parse);
    written
        .filter(_ -> deadline.filter(d -> d.toSeconds() >= 1).isEmpty())
        .ifPresent(w ->
            form.findings()
                .error(
                    w.place(),
                    "'" + w + "' is no duration of a second or more",
                    "for example 10s"));
    return deadline.orElse(DEADLINE);
  }

  private List<Rule> denied() {
    var rules = new ArrayList<Rule>();
    for (var written : form.scalars("denied")) {
      Optional<Rule> rule = Rule.parse(written.text());
      rule.ifPresent(rules::add);
      if (rule.isEmpty()) {
        form.findings()
            .error(
                written.place(),
                "'" + written + "' is no verb and resource of Kubernetes",
                "for example delete deployments, or patch deployments/scale");
      }
    }
    return rules;
  }
}
