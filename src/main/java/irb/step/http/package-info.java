/// The `http` action: one request, sent once, and the answer as far as it came.
@NullMarked
package irb.step.http;

import org.jspecify.annotations.NullMarked;
