package irb;

import irb.step.StepType;
import irb.step.ask.AskStep;
import irb.step.dns.DnsStep;
import irb.step.http.HttpStep;
import irb.step.kubectl.KubectlStep;
import irb.step.manual.ManualStep;
import irb.step.notify.NotifyStep;
import irb.step.redis.RedisStep;
import irb.step.run.RunStep;
import irb.step.shell.ShellStep;
import irb.step.sql.SqlStep;
import irb.step.ssh.SshStep;
import irb.step.tls.TlsStep;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one list of step types.
public final class StepTypes {
  private StepTypes() {}

  /// Every step type by its key, in the order help shows them.
  public static Map<String, StepType> all() {
    var types = new LinkedHashMap<String, StepType>();
    for (StepType type :
        List.of(
            new SqlStep(),
            new HttpStep(),
            new RedisStep(),
            new ShellStep(),
            new SshStep(),
            new KubectlStep(),
            new TlsStep(InstantSource.system()),
            new DnsStep(),
            new AskStep(),
            new ManualStep(),
            new NotifyStep(),
            new RunStep())) {
      types.put(type.key(), type);
    }
    return types;
  }
}
