package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
  private static ObjectNode tree(String json) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":{"b":1,"c":2}} | {"a":{"b":null,"d":3}} | {"a":{"c":2,"d":3}}
          {"a":[1,2]}         | {"a":[3]}              | {"a":[3]}
          {"a":1}             | {"a":{"b":{"c":null}}} | {"a":{"b":{}}}
          """)
  void aMergePatchReplacesAndRemoves(String target, String patch, String wanted)
      throws IOException {
    assertThat(Patch.MERGE.apply(tree(target), tree(patch))).isEqualTo(tree(wanted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"env":[{"name":"a","value":"1"},{"name":"b","value":"2"}]} | {"env":[{"name":"b","value":"3"},{"name":"c","value":"4"}]} | {"env":[{"name":"a","value":"1"},{"name":"b","value":"3"},{"name":"c","value":"4"}]}
          {"env":[{"name":"a"},{"name":"b"}]}     | {"env":[{"name":"a","$patch":"delete"}]}          | {"env":[{"name":"b"}]}
          {"env":[{"name":"a"}]}                  | {"env":[{"$patch":"replace"},{"name":"c"}]}       | {"env":[{"name":"c"}]}
          {"args":["a","b"]}                      | {"args":["c"]}                                    | {"args":["c"]}
          {"f":["a","b"]}                         | {"$deleteFromPrimitiveList/f":["a"]}              | {"f":["b"]}
          {"s":{"type":"R","r":1}}                | {"s":{"$retainKeys":["type"],"type":"X"}}         | {"s":{"type":"X"}}
          {"s":{"a":1}}                           | {"s":{"$patch":"replace","b":2}}                  | {"s":{"b":2}}
          {"ports":[{"containerPort":80,"name":"x"}]} | {"ports":[{"containerPort":80,"name":"y"}]}   | {"ports":[{"containerPort":80,"name":"y"}]}
          {}                                      | {"$setElementOrder/env":[{"name":"a"}],"env":[{"name":"a"}]} | {"env":[{"name":"a"}]}
          """)
  void aStrategicPatchMergesListsByKey(String target, String patch, String wanted)
      throws IOException {
    assertThat(Patch.STRATEGIC.apply(tree(target), tree(patch))).isEqualTo(tree(wanted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}       | [{"op":"add","path":"/b","value":2}]                       | {"a":1,"b":2}
          {"a":[1,3]}   | [{"op":"add","path":"/a/1","value":2}]                     | {"a":[1,2,3]}
          {"a":[1]}     | [{"op":"add","path":"/a/-","value":2}]                     | {"a":[1,2]}
          {"a":[1,2]}   | [{"op":"remove","path":"/a/0"}]                            | {"a":[2]}
          {"a/b":1}     | [{"op":"replace","path":"/a~1b","value":2}]                | {"a/b":2}
          {"a":{"x":1}} | [{"op":"move","from":"/a/x","path":"/b"}]                  | {"a":{},"b":1}
          {"a":{"x":1}} | [{"op":"copy","from":"/a","path":"/b"}]                    | {"a":{"x":1},"b":{"x":1}}
          {"a":1}       | [{"op":"test","path":"/a","value":1}]                      | {"a":1}
          {"a":1}       | [{"op":"replace","path":"","value":{"b":2}}]               | {"b":2}
          """)
  void aJsonPatchDoesOneThingAfterTheOther(String target, String patch, String wanted)
      throws IOException {
    var before = tree(target);

    var patched = Patch.JSON.apply(before, new ObjectMapper().readTree(patch));

    assertThat(patched).isEqualTo(tree(wanted));
    assertThat(before).isEqualTo(tree(target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"op":"add","path":"/x/y","value":1}]    | there is nothing at /x
          [{"op":"add","path":"/a/9","value":1}]    | there is no element /a/9
          [{"op":"replace","path":"/x","value":1}]  | there is nothing at /x
          [{"op":"remove","path":"/a/-"}]           | there is nothing at /a/-
          [{"op":"test","path":"/b","value":2}]     | the test of /b failed
          [{"op":"add","path":"/b/c","value":2}]    | nothing can be added at /b/c
          [{"op":"add","path":"/c"}]                | an operation has no 'value'
          """)
  void aJsonPatchThatDoesNotFitIsRefused(String patch, String why) throws IOException {
    var target = tree("{\"a\":[1],\"b\":1}");
    var operations = new ObjectMapper().readTree(patch);

    assertThatThrownBy(() -> Patch.JSON.apply(target, operations))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining(why);
  }
}
