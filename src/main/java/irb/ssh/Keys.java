package irb.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import irb.step.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Vector;

/// The keys that a person logs in with: those of the agent, then those in files. None of them is
/// ever forwarded.
final class Keys implements IdentityRepository {
  private final Hop hop;
  private final List<String> tried = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Keys(Hop hop) {
    this.hop = hop;
  }

  /// Notices a key file that the target names and that is not there.
  void check() throws SshException {
    if (hop.only() && hop.identities().size() == 1) {
      var file = hop.identities().getFirst();
      if (!Files.exists(file) && !Files.exists(publicFile(file))) {
        throw new SshException(
            Reason.AUTH, "the target names the key file " + file + ", which is not there");
      }
    }
  }

  /// Why nobody was let in.
  synchronized String refusal() {
    var offered =
        tried.isEmpty()
            ? "there was no key to offer"
            : "it takes none of " + String.join(", ", tried);
    return hop.words()
        + " does not let "
        + hop.user()
        + " in: "
        + offered
        + (problems.isEmpty() ? "" : "; " + String.join("; ", problems));
  }

  @Override
  @SuppressWarnings("JdkObsolete") // jsch asks for this type
  public synchronized Vector<Identity> getIdentities() {
    tried.clear();
    problems.clear();
    var identities = new Vector<Identity>();
    var agents = ofAgent();
    tried.addAll(agents.stream().map(a -> a.getName() + " (agent)").toList());
    identities.addAll(agents);
    for (var file : hop.identities()) {
      if (Files.isRegularFile(file)) {
        ofFile(file)
            .ifPresent(i -> {
              identities.add(i);
              tried.add(file.toString());
            });
      }
    }
    return identities;
  }

  private List<Identity> ofAgent() {
    if (hop.agent().isEmpty()) {
      return List.of();
    }
    try {
      var agent = new AgentIdentityRepository(new SSHAgentConnector(hop.agent().get()));
      if (agent.getStatus() != RUNNING) {
        problems.add("no agent answers at " + hop.agent().get());
        return List.of();
      }
      var all = agent.getIdentities();
      var wanted =
          hop.only() ? hop.identities().stream().flatMap(f -> blob(f).stream()).toList() : null;
      return all.stream()
          .filter(i -> wanted == null || wanted.contains(new HostKeyBlob(i.getPublicKeyBlob())))
          .toList();
    } catch (AgentProxyException | IllegalArgumentException e) {
      problems.add("the agent at " + hop.agent().get() + " does not answer: " + e.getMessage());
      return List.of();
    }
  }

  private Optional<Identity> ofFile(Path file) {
    if (file.toString().endsWith(".pub")) {
      return Optional.empty(); // it only says which key of the agent to take
    }
    try {
      var jsch = new JSch();
      jsch.addIdentity(file.toString());
      var identity = jsch.getIdentityRepository().getIdentities().getFirst();
      if (identity.isEncrypted()) {
        problems.add(
            file + " is protected by a passphrase, which irb does not ask for: ssh-add " + file);
        return Optional.empty();
      }
      return Optional.of(identity);
    } catch (JSchException | RuntimeException e) {
      problems.add(file + " cannot be used: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// The public key of `file`, as the file beside it says it.
  private static Optional<HostKeyBlob> blob(Path file) {
    try {
      var words = Files.readString(publicFile(file)).strip().split("[ \\t]+", -1);
      return words.length < 2
          ? Optional.empty()
          : Optional.of(new HostKeyBlob(Base64.getDecoder().decode(words[1])));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Path publicFile(Path file) {
    return file.toString().endsWith(".pub")
        ? file
        : file.resolveSibling(file.getFileName() + ".pub");
  }

  @Override
  public String getName() {
    return "keys of " + hop.user();
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {
    // what a person logs in with is not ours to remove
  }
}
