using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Plausible;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Engine;

/// <summary>Answers references to other stacks: with the outputs given for a stack, else with unknown ones.</summary>
internal static class StackReferences
{
    /// <summary>The type by which programs read the outputs of another stack.</summary>
    public const string Type = "pulumi:pulumi:StackReference";

    /// <summary>Sets the outputs of a reference.</summary>
    public static void Answer(PlausibleResource reference, string stack, IReadOnlyDictionary<string, Struct> known)
    {
        reference.Default("name", Value.ForString(stack));
        if (known.TryGetValue(stack, out var outputs))
        {
            reference.Set("outputs", Value.ForStruct(outputs));
            reference.Set("secretOutputNames", Value.ForList(
                [.. outputs.Fields.Where(output => WireValue.IsSecret(output.Value)).Select(output => Value.ForString(output.Key))]));
        }
        else
        {
            reference.Set("outputs", WireValue.Unknown);
            reference.Set("secretOutputNames", WireValue.Unknown);
        }
    }
}
