/// What may stand in a file, described for the editors in which people write it.
@NullMarked
package irb.schema;

import org.jspecify.annotations.NullMarked;
