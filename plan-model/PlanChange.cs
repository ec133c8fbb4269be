using System.Text.Json.Serialization;

namespace K8tre.PlanModel;

/// <summary>The change of a resource.</summary>
public sealed record PlanChange
{
    /// <summary>The action of a deployment.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>URN of the resource.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token.</summary>
    public required string Type { get; init; }

    /// <summary>Name in the program.</summary>
    public required string Name { get; init; }

    /// <summary>Paths of the inputs that differ, such as <c>metadata.labels</c>. Empty for a created or deleted resource.</summary>
    public required IReadOnlyList<string> Properties { get; init; }

    /// <summary>Reason of an action that no input explains, or a consequence that the operator must know. Null for none.</summary>
    public string? Note { get; init; }
}

/// <summary>Actions of a deployment.</summary>
[JsonConverter(typeof(ChangeActionConverter))]
public enum ChangeAction
{
    /// <summary>Creates the resource.</summary>
    Create,

    /// <summary>Changes the resource in place.</summary>
    Update,

    /// <summary>Creates a new resource and deletes the old one.</summary>
    Replace,

    /// <summary>Deletes the resource.</summary>
    Delete,

    /// <summary>Keeps the resource.</summary>
    Keep,
}

internal sealed class ChangeActionConverter() : JsonStringEnumConverter<ChangeAction>(System.Text.Json.JsonNamingPolicy.CamelCase);
