using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Providers;

namespace K8tre.Tests.Automation.Engine.Providers;

/// <summary>Creates resources of the simulated provider.</summary>
internal static class Simulated
{
    /// <summary>Creates a resource with its outputs.</summary>
    /// <param name="type">Type token.</param>
    /// <param name="inputs">Inputs as JSON.</param>
    /// <param name="name">Name of the resource. Its URN depends on it.</param>
    /// <param name="secrets">Outputs to mark as secret.</param>
    public static SimulatedResource Create(string type, string inputs, string name = "thing", params string[] secrets)
    {
        var values = new SeededValues($"urn:pulumi:dev::proj::{type}::{name}");
        var resource = new SimulatedResource(type, name, values, Struct.Parser.ParseJson(inputs));
        SimulatedProvider.AddOutputs(resource, secrets);
        return resource;
    }
}
