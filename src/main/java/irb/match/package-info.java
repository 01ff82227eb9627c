/// Finds the runbooks that a symptom or an alert asks for, best first, and says why.
@NullMarked
package irb.match;

import org.jspecify.annotations.NullMarked;
