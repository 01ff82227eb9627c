@NullMarked
package irb.step.http;

import org.jspecify.annotations.NullMarked;
