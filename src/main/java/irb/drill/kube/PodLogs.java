package irb.drill.kube;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What the containers of a pod have printed, as far as a drill says it.
record PodLogs(Health health) {

  String of(KubeObject pod, Request request) {
    var container = container(pod, request.query("container").orElse(""));
    var state = health.shown(pod);
    if (request.flag("previous") && !state.hasCrashed()) {
      throw ApiError.badRequest(
          "previous terminated container \""
              + container
              + "\" in pod \""
              + pod.name()
              + "\" not found");
    }
    if (!state.hasStarted()) {
      throw ApiError.badRequest(
          "container \""
              + container
              + "\" in pod \""
              + pod.name()
              + "\" is waiting to start: "
              + state.waiting());
    }
    return cut(health.log(pod).lines().toList(), request);
  }

  private static String container(KubeObject pod, String wanted) {
    var names =
        StreamSupport.stream(pod.containers().spliterator(), false)
            .map(c -> c.path("name").asText())
            .toList();
    if (wanted.isEmpty() && names.size() > 1) {
      throw ApiError.badRequest(
          "a container name must be specified for pod " + pod.name() + ", choose one of: " + names);
    }
    if (!wanted.isEmpty() && !names.contains(wanted)) {
      throw ApiError.badRequest("container " + wanted + " is not valid for pod " + pod.name());
    }
    return wanted.isEmpty() ? names.getFirst() : wanted;
  }

  private static String cut(List<String> lines, Request request) {
    var tail = request.number("tailLines").orElse(lines.size());
    return lines.stream()
        .skip(Math.max(0, lines.size() - tail))
        .map(l -> l + "\n")
        .collect(Collectors.joining());
  }
}
