package irb.drill.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a pod fares; all but the first two are something that a drill can make go wrong.
public enum PodState {
  CREATING("ContainerCreating", "ContainerCreating"),
  RUNNING("Running", ""),
  NOT_READY("NotReady", ""),
  UNSCHEDULED("Pending", "no node has been found for it"),
  IMAGE_PULL_ERROR("ErrImagePull", "image can't be pulled"),
  IMAGE_PULL_BACK_OFF("ImagePullBackOff", "trying and failing to pull image"),
  CONFIG_ERROR("CreateContainerConfigError", "secret \"config\" not found"),
  CRASH_LOOP("CrashLoopBackOff", "back-off 5m0s restarting failed container"),
  ERROR("Error", ""),
  OUT_OF_MEMORY("OOMKilled", "");

  private final String word;
  private final String waiting;

  PodState(String word, String waiting) {
    this.word = word;
    this.waiting = waiting;
  }

  /// The state that drills call `word`, e.g. `CrashLoopBackOff`.
  public static Optional<PodState> troubled(String word) {
    return Arrays.stream(values()).filter(s -> s.isTrouble() && s.word.equals(word)).findFirst();
  }

  /// What drills call the states that something can make go wrong.
  public static List<String> troubles() {
    return Arrays.stream(values()).filter(PodState::isTrouble).map(PodState::toString).toList();
  }

  /// As `kubectl get pods` shows it, but for `NotReady`.
  @Override
  public String toString() {
    return word;
  }

  /// Why its containers do not run; empty when they do, or did.
  String waiting() {
    return waiting;
  }

  private boolean isTrouble() {
    return this != CREATING && this != RUNNING;
  }

  boolean isReady() {
    return this == RUNNING;
  }

  /// Whether its containers have run, so that they may have printed something.
  boolean hasStarted() {
    return switch (this) {
      case RUNNING, NOT_READY, CRASH_LOOP, ERROR, OUT_OF_MEMORY -> true;
      case CREATING, UNSCHEDULED, IMAGE_PULL_ERROR, IMAGE_PULL_BACK_OFF, CONFIG_ERROR -> false;
    };
  }

  boolean hasCrashed() {
    return this == CRASH_LOOP || this == ERROR || this == OUT_OF_MEMORY;
  }

  boolean isPullFailure() {
    return this == IMAGE_PULL_ERROR || this == IMAGE_PULL_BACK_OFF;
  }

  /// The exit code of a container that has crashed.
  int exit() {
    return this == OUT_OF_MEMORY ? 137 : 1;
  }
}
