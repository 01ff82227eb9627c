package irb.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import irb.acceptance.Irb;
import irb.acceptance.Postgres;
import irb.drill.Zone.Entry;
import irb.drill.kube.Setup;
import irb.drill.kube.Workload;
import irb.expr.Json;
import irb.expr.Masker;
import irb.step.Target;
import irb.web.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;

/// One server of each kind, all of which know the canaries, and a playbook that names them.
final class CanaryServers implements AutoCloseable {
  private static final String TABLE = "CREATE TABLE IF NOT EXISTS canary (v text)";

  private final Path folder;
  private final Postgres postgres;
  private final Workspace workspace;
  private final RedisSandbox redis;
  private final DnsSandbox dns;
  private final SshServer ssh;
  private final String fingerprint;
  private final @Nullable KubectlSandbox kubectl;
  private final Parrot parrot = new Parrot();
  private final Peer rude = new Peer((_, socket) -> refusing(socket));
  private final Peer silent = new Peer((_, socket) -> Peer.hold(socket));
  private final Peer mail = new Peer((_, socket) -> bouncing(socket));

  /// Its files lie in `folder`.
  CanaryServers(Path folder, Postgres postgres) throws Exception {
    this.folder = folder;
    this.postgres = postgres;
    var setting = new Stage(folder).setting();
    workspace = Workspace.open(setting.folders().running());
    redis =
        RedisSandbox.start(
            "cache",
            new Plan.Redis(
                "",
                Canaries.REDIS,
                Map.of(),
                List.of(
                    List.of("SET", "leak", Canaries.KEY),
                    List.of("HSET", "leaks", "a", Canaries.TOKEN, Canaries.PEM, "b"))),
            setting.folders(),
            workspace);
    dns = DnsSandbox.start("names", new Plan.Dns(zone()));
    var login = SshServer.key();
    try (var out =
        Files.newOutputStream(
            Files.createFile(
                folder.resolve("id"),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------"))))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "a test", null, out);
    }
    var host = SshServer.key();
    fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic());
    ssh = new SshServer(List.of(host), login.getPublic(), Map.of("PATH", "/usr/bin:/bin"), folder);
    ssh.start();
    kubectl = cluster(setting);
    postgres.execute(TABLE + "; GRANT ALL ON canary TO locked");
  }

  private static Zone zone() throws IOException {
    // a zone file cuts a long text into strings of 255
    var cut = "x".repeat(240) + Canaries.TOKEN;
    return new Zone(
        Map.of(
            Name.fromString("leak.example.test."), txt("leak", List.of(Canaries.KEY, Canaries.PEM)),
            Name.fromString("cut.example.test."),
                txt("cut", List.of(cut.substring(0, 245), cut.substring(245)))));
  }

  private static Entry txt(String host, List<String> strings) throws IOException {
    var name = Name.fromString(host + ".example.test.");
    return new Entry(Rcode.NOERROR, List.of(new TXTRecord(name, DClass.IN, 60, strings)));
  }

  private @Nullable KubectlSandbox cluster(Setting setting) throws Exception {
    var setup =
        new Setup(
            "shop",
            List.of("node-1"),
            Map.of(
                "api",
                new Workload(
                    1,
                    Map.of("app", "shop/api:1"),
                    Optional.of(Canaries.KEY + "\n" + Canaries.PEM + "\n"),
                    Duration.ofSeconds(10))),
            Map.of(),
            List.of(),
            _ -> false);
    try {
      var started = KubectlSandbox.start("cluster", new Plan.Kubectl(setup), setting, workspace);
      var base64 = Base64.getEncoder().encodeToString(Canaries.KEY.getBytes(UTF_8));
      create(started, "secrets", "Secret", base64);
      create(started, "configmaps", "ConfigMap", Canaries.KEY);
      return started;
    } catch (SandboxException e) {
      System.out.println("canaries: not tried with kubectl: " + e.why());
      return null;
    }
  }

  private static Path config(KubectlSandbox cluster) {
    return ((Target.Kubectl) cluster.target()).kubeconfig().orElseThrow();
  }

  private static void create(KubectlSandbox cluster, String path, String kind, String value)
      throws Exception {
    var server = Files.readString(config(cluster)).replaceAll("(?s).*server: \"([^\"]+)\".*", "$1");
    var object =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            kind,
            "metadata",
            Map.of("name", "login", "annotations", Map.of("note", Canaries.TOKEN)),
            "data",
            Map.of("password", value, "more", kind.equals("Secret") ? value : Canaries.PEM));
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(server + "/api/v1/namespaces/shop/" + path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(new Json(new Masker()).line(object)))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new IOException(answer.body());
      }
    }
  }

  boolean hasKubectl() {
    return kubectl != null;
  }

  String dns() {
    return String.valueOf(dns.facts().get("server"));
  }

  Parrot parrot() {
    return parrot;
  }

  /// Quotes the password that it was sent.
  private static void refusing(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(Canaries.WRONG)) {
        Peer.send(socket, "-ERR '" + line + "' is no password\r\n");
      }
    }
  }

  private static void bouncing(Socket socket) throws IOException {
    Peer.send(socket, "220 mail\r\n");
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      Peer.send(
          socket,
          line.startsWith("EHLO")
              ? "250-mail\r\n250 AUTH PLAIN\r\n"
              : "535 " + line + " is not " + Canaries.SMTP + "\r\n");
    }
  }

  /// irb with a playbook of all servers here.
  Irb irb() throws IOException {
    var irb = new Irb(folder);
    irb.file("token", Canaries.TOKEN + "\n");
    irb.with("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    irb.with("API_KEY", Canaries.KEY).with("PEM_KEY", Canaries.PEM);
    irb.with("DATABASE_URL", database(Postgres.PASSWORD));
    irb.with("WRONG_URL", database(Canaries.WRONG));
    irb.with("REDIS_URL", redis(Canaries.REDIS, ((Target.Redis) redis.target()).port()));
    irb.with("RUDE_URL", redis(Canaries.WRONG, rude.port()));
    irb.with("SILENT_URL", redis(Canaries.WRONG, silent.port()));
    irb.with("API_URL", "http://" + parrot.address());
    irb.with("USER_URL", "http://somebody:" + percent(Canaries.USER) + "@" + parrot.address());
    irb.with("SLACK_WEBHOOK_URL", "http://" + parrot.address() + Canaries.HOOK);
    irb.with("PAGER_KEY", Canaries.PAGER);
    irb.with("SMTP_URL", "smtp://irb:" + percent(Canaries.SMTP) + "@127.0.0.1:" + mail.port());
    var cluster = kubectl;
    var more =
        cluster == null
            ? ""
            : "  cluster: {kubectl: drill, namespace: shop, kubeconfig: " + config(cluster) + "}\n";
    return irb.book(CanaryRunbook.BOOK.formatted(ssh.port(), folder, fingerprint) + more);
  }

  private String database(String password) {
    return "postgresql://locked:"
        + percent(password)
        + "@127.0.0.1:"
        + postgres.port()
        + "/postgres";
  }

  private static String redis(String password, int port) {
    return "redis://:" + percent(password) + "@127.0.0.1:" + port;
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  @Override
  public void close() throws IOException, SQLException {
    try (workspace;
        redis;
        dns;
        ssh;
        parrot;
        rude;
        silent;
        mail) {
      postgres.execute("DROP TABLE canary");
      if (kubectl != null) {
        kubectl.close();
      }
    }
  }
}
