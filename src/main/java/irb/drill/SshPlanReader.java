package irb.drill;

import irb.drill.Plan.Printed;
import irb.drill.Plan.SshHost;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the hosts of `{ssh: {hosts: …, commands: …}}`: names, or names with what is special about
/// each; `commands` are the programs that all of them have.
final class SshPlanReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

  private final Form form;
  private final Findings findings;

  SshPlanReader(Form form, Findings findings) {
    this.form = form;
    this.findings = findings;
  }

  Plan.Ssh read() {
    var hosts = new LinkedHashMap<String, SshHost>();
    var common = commands(form);
    form.required("hosts")
        .ifPresent(n -> {
          if (n instanceof Sequence) {
            form.asScalars(n, "'hosts'").forEach(s -> add(s, host(common), hosts));
          } else {
            Form.of(n, "'hosts'", findings)
                .entries()
                .forEach((name, node) -> add(name, host(node, common), hosts));
          }
          if (hosts.isEmpty()) {
            findings.error(n.place(), "there is no host", "for example hosts: [web1, web2]");
          }
        });
    form.done();
    return new Plan.Ssh(hosts);
  }

  private void add(Scalar name, SshHost host, Map<String, SshHost> hosts) {
    if (!NAME.matcher(name.text()).matches()) {
      findings.error(name.place(), "'" + name + "' is no name of a host", "for example web1");
    } else {
      hosts.put(name.text(), host);
    }
  }

  private static SshHost host(Map<String, Printed> commands) {
    return new SshHost(commands, false, false);
  }

  private SshHost host(Node node, Map<String, Printed> common) {
    var own = Form.of(node, "a host", findings);
    var commands = new LinkedHashMap<>(commands(own));
    common.forEach(commands::putIfAbsent);
    var host = new SshHost(commands, own.flag("unreachable"), own.flag("changed_key"));
    own.done();
    return host;
  }

  private Map<String, Printed> commands(Form of) {
    return of.form("commands")
        .map(f -> PlanReader.answers(f.entries(), findings))
        .orElseGet(Map::of);
  }
}
