using System.Text.Json;

namespace K8tre.Automation.Operations.State;

/// <summary>A resource in the state of a stack.</summary>
/// <param name="Urn">URN.</param>
/// <param name="Type">Type.</param>
/// <param name="IsProtected">True if the engine refuses to delete it.</param>
/// <param name="IsRetained">True if the engine only forgets it.</param>
/// <param name="Needs">URNs of what it depends on: parent, dependencies and provider.</param>
internal sealed record StateResource(string Urn, string Type, bool IsProtected, bool IsRetained, IReadOnlyList<string> Needs);

/// <summary>The state of a stack, from <c>pulumi stack export</c> without decrypted secrets.</summary>
/// <param name="Resources">Resources, in the order of the state.</param>
/// <param name="PendingOperations">Operations that an earlier run started and never recorded: <c>creating &lt;URN&gt;</c>.</param>
internal sealed record StackState(IReadOnlyList<StateResource> Resources, IReadOnlyList<string> PendingOperations)
{
    /// <summary>Resources that are protected.</summary>
    public IReadOnlyList<StateResource> Protected => [.. Resources.Where(resource => resource.IsProtected)];

    /// <summary>Resources that a deletion of the stack only forgets.</summary>
    public IReadOnlyList<StateResource> Retained => [.. Resources.Where(resource => resource.IsRetained)];

    /// <summary>Advice about pending operations.</summary>
    public static string ClearAdvice(string stack)
        => "Check with the vendor whether these resources exist, and delete or import those that do; "
            + $"then run `{ProductInfo.Name} refresh {stack} --clear-pending-creates`";

    /// <summary>Reads an export.</summary>
    /// <exception cref="CommandException">The text is no export.</exception>
    public static StackState Parse(string export)
    {
        try
        {
            using var json = JsonDocument.Parse(export);
            var deployment = json.RootElement.GetProperty("deployment");
            return new(
                [.. Items(deployment, "resources").Select(Resource)],
                [.. Items(deployment, "pending_operations").Select(Pending)]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw CommandException.Failed($"`pulumi stack export` printed no state: {error.Message}");
        }
    }

    /// <summary>
    /// Resources that stay if all others are deleted: the protected ones, and all that they depend on. The engine deletes nothing that
    /// another resource needs.
    /// </summary>
    public IReadOnlyList<StateResource> KeptByProtection()
    {
        var byUrn = Resources.ToLookup(resource => resource.Urn);
        var kept = new HashSet<StateResource>();
        var open = new Stack<StateResource>(Protected);
        while (open.TryPop(out var resource))
        {
            if (!kept.Add(resource))
                continue;
            foreach (var needed in resource.Needs.SelectMany(urn => byUrn[urn]))
                open.Push(needed);
        }

        return [.. Resources.Where(kept.Contains)];
    }

    private static StateResource Resource(JsonElement json) => new(
        Text(json, "urn"),
        Text(json, "type"),
        IsTrue(json, "protect"),
        IsTrue(json, "retainOnDelete"),
        [
            .. new[] { Text(json, "parent"), ProviderUrn(Text(json, "provider")), Text(json, "deletedWith") }.Where(urn => urn.Length > 0),
            .. Items(json, "dependencies").Select(urn => urn.GetString() ?? ""),
        ]);

    private static string Pending(JsonElement json) => $"{Text(json, "type")} {Text(json.GetProperty("resource"), "urn")}";

    // A reference is a URN and an ID.
    private static string ProviderUrn(string reference)
        => reference.LastIndexOf("::", StringComparison.Ordinal) is var at and > 0 ? reference[..at] : "";

    private static string Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool IsTrue(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static IEnumerable<JsonElement> Items(JsonElement json, string name)
        => json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
