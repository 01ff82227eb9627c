@NullMarked
package irb.source;

import org.jspecify.annotations.NullMarked;
