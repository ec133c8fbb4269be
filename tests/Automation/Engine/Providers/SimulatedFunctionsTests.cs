using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Providers;

namespace K8tre.Tests.Automation.Engine.Providers;

public sealed class SimulatedFunctionsTests
{
    [Fact]
    public void Manifests_are_decoded_one_object_for_each_document()
    {
        var result = SimulatedFunctions.Call(
            "kubernetes:yaml:decode",
            Struct.Parser.ParseJson("""{"text": "kind: A\nspec: {n: 1, on: 'yes'}\n---\nkind: B\n---\n"}"""));

        Assert.Equal("""[{"kind":"A","spec":{"n":1,"on":"yes"}},{"kind":"B"}]""", Compact(result.Fields["result"]));
    }

    [Fact]
    public void Availability_zones_lie_in_the_region_asked_for()
        => Assert.Equal(
            """["eu-north-1a","eu-north-1b","eu-north-1c"]""",
            Compact(SimulatedFunctions.Call(
                "aws:index/getAvailabilityZones:getAvailabilityZones",
                Struct.Parser.ParseJson("""{"region": "eu-north-1"}""")).Fields["names"]));

    private static string Compact(Value value) => value.ToString().Replace(" ", "", StringComparison.Ordinal);
}
