/// Writes new runbooks that lint, with the drills that prove them.
@NullMarked
package irb.draft;

import org.jspecify.annotations.NullMarked;
