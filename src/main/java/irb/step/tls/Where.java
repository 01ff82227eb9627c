package irb.step.tls;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.step.HostTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a certificate is looked for, as written.
sealed interface Where {
  int HTTPS = 443;

  List<Slot> slots();

  Origin render(Rendering rendering) throws ExpressionException;

  static boolean isPort(long number) {
    return number >= 1 && number <= 65_535;
  }

  /// The certificate must be for `serverName`, or for `host` where there is none.
  record AtServer(HostTemplate host, Optional<Template> port, Optional<HostTemplate> serverName)
      implements Where {
    @Override
    public List<Slot> slots() {
      var slots = new ArrayList<Slot>();
      slots.add(new Slot(host.template(), Context.PLAIN));
      port.ifPresent(p -> slots.add(new Slot(p, Context.PLAIN)));
      serverName.ifPresent(n -> slots.add(new Slot(n.template(), Context.PLAIN)));
      return List.copyOf(slots);
    }

    @Override
    public Origin render(Rendering rendering) throws ExpressionException {
      var at = host.render(rendering);
      var name = serverName.isPresent() ? serverName.get().render(rendering) : at;
      return new Origin.Server(at, port.isPresent() ? port(rendering, port.get()) : HTTPS, name);
    }

    private static int port(Rendering rendering, Template template) throws ExpressionException {
      var number = rendering.number(template);
      if (!isPort(number)) {
        throw new ExpressionException(
            template.place() + ": a port is a number from 1 to 65535, and this is " + number);
      }
      return (int) number;
    }
  }

  record InFile(PathTemplate path) implements Where {
    @Override
    public List<Slot> slots() {
      return List.of(new Slot(path.template(), Context.PLAIN));
    }

    @Override
    public Origin render(Rendering rendering) throws ExpressionException {
      return new Origin.InFile(path.render(rendering));
    }
  }
}
