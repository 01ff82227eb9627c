/// Values: secrets, masking, JSON, CEL expressions, and `${{ … }}` templates rendered by context.
@NullMarked
package irb.expr;

import org.jspecify.annotations.NullMarked;
