/// The whole program against real servers, processes and terminals, as its users meet it.
@NullMarked
package irb.acceptance;

import org.jspecify.annotations.NullMarked;
