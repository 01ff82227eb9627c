/// YAML as it was written: nodes that know their line and column, and findings that show it.
@NullMarked
package irb.source;

import org.jspecify.annotations.NullMarked;
