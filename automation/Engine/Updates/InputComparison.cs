using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Updates;

/// <summary>Compares the inputs of a registration with those of a recorded resource.</summary>
/// <remarks>
/// Secrets are compared by their fingerprints. Where a state has none, they count as equal, and the comparison counts them. An unknown
/// value is never equal to another value.
/// </remarks>
internal sealed class InputComparison
{
    private readonly PlanResource _old;
    private readonly PlanResource _new;
    private readonly bool _isPartial;

    private InputComparison(PlanResource old, PlanResource @new, bool isPartial)
    {
        _old = old;
        _new = @new;
        _isPartial = isPartial;
    }

    /// <summary>JSON pointers of the inputs that differ.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>JSON pointers of the inputs that are unknown now or were in the recorded state.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>JSON pointers of the inputs that are unknown now and were known in the recorded state.</summary>
    public List<string> BecameUnknown { get; } = [];

    /// <summary>Number of secret inputs that were taken as equal.</summary>
    public int MaskedCount { get; private set; }

    /// <summary>Compares the inputs of two resources.</summary>
    /// <param name="old">The recorded resource.</param>
    /// <param name="new">The registration.</param>
    /// <param name="isPartial">True if the registration contains a part of the inputs only.</param>
    public static InputComparison Of(PlanResource old, PlanResource @new, bool isPartial)
    {
        var comparison = new InputComparison(old, @new, isPartial);
        comparison.Compare(old.Inputs, @new.Inputs, "/inputs");
        return comparison;
    }

    private void Compare(JsonNode? old, JsonNode? @new, string pointer)
    {
        if (IsText(old, MaskedValue.Unknown) || IsText(@new, MaskedValue.Unknown))
            AddUnknown(pointer, wasKnown: !IsText(old, MaskedValue.Unknown));
        else if (IsText(old, MaskedValue.Secret) || IsText(@new, MaskedValue.Secret))
            CompareSecrets(old, @new, pointer);
        else if (old is JsonObject oldMap && @new is JsonObject newMap)
            CompareMaps(oldMap, newMap, pointer);
        else if (old is JsonArray oldList && @new is JsonArray newList && oldList.Count == newList.Count)
            CompareLists(oldList, newList, pointer);
        else if (!AreEqual(old, @new))
            Changed.Add(pointer);
    }

    private void CompareMaps(JsonObject old, JsonObject @new, string pointer)
    {
        var keys = @new.Select(entry => entry.Key);
        foreach (var key in (_isPartial ? keys : keys.Union(old.Select(entry => entry.Key))).Order(StringComparer.Ordinal))
            Compare(old[key], @new[key], $"{pointer}/{PropertyPath.Escape(key)}");
    }

    private void CompareLists(JsonArray old, JsonArray @new, string pointer)
    {
        for (var index = 0; index < old.Count; index++)
            Compare(old[index], @new[index], $"{pointer}/{index}");
    }

    private void CompareSecrets(JsonNode? old, JsonNode? @new, string pointer)
    {
        var oldFingerprint = _old.Fingerprints.GetValueOrDefault(pointer);
        var newFingerprint = _new.Fingerprints.GetValueOrDefault(pointer);
        if (oldFingerprint == MaskedValue.Unknown || newFingerprint == MaskedValue.Unknown)
            AddUnknown(pointer, wasKnown: oldFingerprint != MaskedValue.Unknown);
        else if (old is null || @new is null)
            Changed.Add(pointer);
        else if (oldFingerprint is null || newFingerprint is null)
            MaskedCount++;
        else if (oldFingerprint != newFingerprint)
            Changed.Add(pointer);
    }

    private void AddUnknown(string pointer, bool wasKnown)
    {
        Unknown.Add(pointer);
        if (wasKnown)
            BecameUnknown.Add(pointer);
    }

    private static bool IsText(JsonNode? node, string text)
        => node is JsonValue value && value.TryGetValue(out string? actual) && actual == text;

    // A null property is absent. Numbers of the wire format are floating-point numbers.
    private static bool AreEqual(JsonNode? old, JsonNode? @new)
        => old?.GetValueKind() is JsonValueKind.Number && @new?.GetValueKind() is JsonValueKind.Number
            ? Number(old).Equals(Number(@new))
            : JsonNode.DeepEquals(old, @new);

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
