/// Tests that hold the JSON Schemas of `runbooks/schema` to what irb reads.
@NullMarked
package irb.schema;

import org.jspecify.annotations.NullMarked;
