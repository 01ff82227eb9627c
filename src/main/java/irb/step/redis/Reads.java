package irb.step.redis;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The commands that change nothing; that the server does not mark one as a write is no proof of
/// it: `EVAL`, `CONFIG SET`, `SHUTDOWN` and `PUBLISH` are not marked either.
final class Reads {
  private static final Set<String> COMMANDS =
      words(
          """
          GET MGET STRLEN GETRANGE SUBSTR GETBIT BITCOUNT BITPOS BITFIELD_RO LCS PFCOUNT
          EXISTS TTL PTTL EXPIRETIME PEXPIRETIME TYPE DBSIZE RANDOMKEY KEYS SCAN DUMP SORT_RO
          HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN HSCAN HRANDFIELD
          HTTL HPTTL HEXPIRETIME HPEXPIRETIME
          LLEN LRANGE LINDEX LPOS
          SCARD SISMEMBER SMISMEMBER SMEMBERS SRANDMEMBER SINTER SINTERCARD SUNION SDIFF SSCAN
          ZCARD ZCOUNT ZSCORE ZMSCORE ZRANK ZREVRANK ZRANGE ZREVRANGE ZRANGEBYSCORE
          ZREVRANGEBYSCORE ZRANGEBYLEX ZREVRANGEBYLEX ZLEXCOUNT ZSCAN ZRANDMEMBER ZINTER ZUNION
          ZDIFF ZINTERCARD
          XLEN XRANGE XREVRANGE XPENDING XREAD
          GEOPOS GEODIST GEOHASH GEOSEARCH GEORADIUS_RO GEORADIUSBYMEMBER_RO
          EVAL_RO EVALSHA_RO FCALL_RO
          INFO PING ECHO TIME LASTSAVE ROLE COMMAND WAIT WAITAOF
          """,
          "\\s+");

  private static final Set<String> SUBCOMMANDS =
      words(
          """
          ACL WHOAMI
          ACL LIST
          ACL USERS
          ACL GETUSER
          ACL CAT
          ACL DRYRUN
          CLIENT LIST
          CLIENT INFO
          CLIENT ID
          CLIENT GETNAME
          CLIENT GETREDIR
          CLIENT TRACKINGINFO
          CLUSTER INFO
          CLUSTER NODES
          CLUSTER SLOTS
          CLUSTER SHARDS
          CLUSTER LINKS
          CLUSTER MYID
          CLUSTER MYSHARDID
          CLUSTER REPLICAS
          CLUSTER SLAVES
          CLUSTER KEYSLOT
          CLUSTER COUNTKEYSINSLOT
          CLUSTER GETKEYSINSLOT
          CLUSTER COUNT-FAILURE-REPORTS
          COMMAND COUNT
          COMMAND DOCS
          COMMAND GETKEYS
          COMMAND GETKEYSANDFLAGS
          COMMAND INFO
          COMMAND LIST
          CONFIG GET
          FUNCTION LIST
          FUNCTION STATS
          FUNCTION DUMP
          LATENCY LATEST
          LATENCY HISTORY
          LATENCY HISTOGRAM
          LATENCY GRAPH
          LATENCY DOCTOR
          MEMORY USAGE
          MEMORY STATS
          MEMORY DOCTOR
          MEMORY MALLOC-STATS
          MODULE LIST
          OBJECT ENCODING
          OBJECT FREQ
          OBJECT IDLETIME
          OBJECT REFCOUNT
          PUBSUB CHANNELS
          PUBSUB NUMSUB
          PUBSUB NUMPAT
          PUBSUB SHARDCHANNELS
          PUBSUB SHARDNUMSUB
          SCRIPT EXISTS
          SENTINEL MASTERS
          SENTINEL MASTER
          SENTINEL REPLICAS
          SENTINEL SLAVES
          SENTINEL SENTINELS
          SENTINEL GET-MASTER-ADDR-BY-NAME
          SENTINEL CKQUORUM
          SENTINEL MYID
          SLOWLOG GET
          SLOWLOG LEN
          XINFO STREAM
          XINFO GROUPS
          XINFO CONSUMERS
          """,
          "\\n");

  private Reads() {}

  /// Whether `name`, e.g. `GET` or `CONFIG GET`, is one of them.
  static boolean contains(String name) {
    return COMMANDS.contains(name) || SUBCOMMANDS.contains(name);
  }

  private static Set<String> words(String text, String separator) {
    return Arrays.stream(text.strip().split(separator, -1)).collect(Collectors.toUnmodifiableSet());
  }
}
