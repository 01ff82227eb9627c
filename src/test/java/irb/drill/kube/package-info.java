/// The API of the drills' cluster, asked by the real `kubectl` and by clients that mean it no good.
@NullMarked
package irb.drill.kube;

import org.jspecify.annotations.NullMarked;
