namespace K8tre.Components.Azure;

/// <summary>Nodes of one kind.</summary>
public sealed record AksNodePool
{
    /// <summary>Name of the pool: a lower-case letter, then letters and digits, at most 12.</summary>
    public required string Name { get; init; }

    /// <summary>Size of its machines, like <c>Standard_D4ds_v5</c>.</summary>
    public required string VmSize { get; init; }

    /// <summary>Nodes that are always there.</summary>
    public required int MinNodes { get; init; }

    /// <summary>Nodes that the autoscaler adds at most.</summary>
    public required int MaxNodes { get; init; }

    /// <summary>Labels of its nodes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of its nodes, <c>key=value:Effect</c>. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Whether Azure may take its nodes away at any time, for less money. Default: false.</summary>
    public bool IsSpot { get; init; }
}
