/// Alerts as Alertmanager sends them.
@NullMarked
package irb.alert;

import org.jspecify.annotations.NullMarked;
