/// The `tls` action: the certificate that a server presents, or that stands in a file, and what is
/// wrong with it.
@NullMarked
package irb.step.tls;

import org.jspecify.annotations.NullMarked;
