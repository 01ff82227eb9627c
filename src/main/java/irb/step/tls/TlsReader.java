package irb.step.tls;

import irb.expr.Template;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.HostTemplate;
import java.time.InstantSource;
import java.util.Optional;

/// Reads what stands under `tls`.
final class TlsReader {
  private final InstantSource clock;
  private final Findings findings;

  TlsReader(InstantSource clock, Findings findings) {
    this.clock = clock;
    this.findings = findings;
  }

  Optional<TlsAction> read(Node node) {
    var form = Form.of(node, "a tls action", findings);
    var host = form.scalar("host").map(s -> HostTemplate.read(s, findings));
    var port = form.scalar("port").map(this::port);
    var serverName = form.scalar("server_name").map(s -> HostTemplate.read(s, findings));
    var file = path(form, "file");
    var ca = path(form, "ca");
    form.done();
    if (form.isRead() && form.has("host") == form.has("file")) {
      findings.error(
          form.place(),
          "a tls action has 'host' or 'file', one of them",
          "such as host: api.example.com, or file: /etc/ssl/api.pem");
      return Optional.empty();
    }
    if (file.isPresent()) {
      onlyWithHost(form, "port");
      onlyWithHost(form, "server_name");
      return Optional.of(new TlsAction(new Where.InFile(file.get()), ca, clock));
    }
    return host.map(h -> new TlsAction(new Where.AtServer(h, port, serverName), ca, clock));
  }

  private Optional<PathTemplate> path(Form form, String key) {
    return form.scalar(key).map(s -> new PathTemplate(Template.parse(s, findings)));
  }

  private Template port(Scalar scalar) {
    var template = Template.parse(scalar, findings);
    template
        .constant()
        .filter(text -> !text.matches("\\d{1,9}") || !Where.isPort(Long.parseLong(text)))
        .ifPresent(_ ->
            findings.error(
                scalar.place(),
                "'port' is a number from 1 to 65535, and this is '" + scalar + "'"));
    return template;
  }

  private void onlyWithHost(Form form, String key) {
    if (form.has(key)) {
      findings.error(form.keyPlace(key), "'" + key + "' stands beside 'file'", "remove it");
    }
  }
}
