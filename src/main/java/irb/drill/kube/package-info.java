/// A Kubernetes API of irb's own for drills: small, in memory, and answered to by the real
/// `kubectl`.
@NullMarked
package irb.drill.kube;

import org.jspecify.annotations.NullMarked;
