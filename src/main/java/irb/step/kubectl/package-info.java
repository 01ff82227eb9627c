/// The step type `kubectl`: one command of the Kubernetes command line.
@NullMarked
package irb.step.kubectl;

import org.jspecify.annotations.NullMarked;
