/// The `dns` action: one question to a name server, and its answer.
@NullMarked
package irb.step.dns;

import org.jspecify.annotations.NullMarked;
