using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;

namespace K8tre.Automation.Engine;

/// <summary>Outputs of references to other stacks.</summary>
internal static class StackReferences
{
    /// <summary>Type of a stack reference.</summary>
    public const string Type = "pulumi:pulumi:StackReference";

    /// <summary>Adds the outputs of a referenced stack to its reference. They are unknown if they were not given to the engine.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="stack">Name of the referenced stack.</param>
    /// <param name="known">The known outputs of stacks, by name.</param>
    public static void AddOutputs(SimulatedResource reference, string stack, IReadOnlyDictionary<string, Struct> known)
    {
        reference.AddDefault("name", Value.ForString(stack));
        if (known.TryGetValue(stack, out var outputs))
        {
            var secrets = outputs.Fields.Where(output => WireValue.IsSecret(output.Value)).Select(output => Value.ForString(output.Key));
            reference.Add("outputs", Value.ForStruct(outputs));
            reference.Add("secretOutputNames", Value.ForList([.. secrets]));
        }
        else
        {
            reference.Add("outputs", WireValue.Unknown);
            reference.Add("secretOutputNames", WireValue.Unknown);
        }
    }
}
