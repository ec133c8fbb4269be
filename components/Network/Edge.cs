using System.Net;

namespace K8tre.Components.Network;

/// <summary>Declared connection between pods of an environment and addresses outside its cluster.</summary>
public sealed record Edge
{
    /// <summary>Name, a DNS label, unique in the environment.</summary>
    public required string Name { get; init; }

    /// <summary>Direction of the connection, as the pods see it.</summary>
    public required EdgeDirection Direction { get; init; }

    /// <summary>Namespace of the pods. Null: the namespaces of all projects.</summary>
    public required string? Namespace { get; init; }

    /// <summary>Address ranges outside the cluster. Default: none.</summary>
    public IReadOnlyList<IPNetwork> Ranges { get; init; } = [];

    /// <summary>Names outside the cluster. The first label may be <c>*</c>. Pods of projects only resolve them. Default: none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Ports as <c>port/protocol</c>, such as <c>443/TCP</c>. At least one.</summary>
    public required IReadOnlyList<string> Ports { get; init; }

    /// <summary>Reason for the connection.</summary>
    public required string Reason { get; init; }
}

/// <summary>Direction of an <see cref="Edge"/>.</summary>
public enum EdgeDirection
{
    /// <summary>From the pods to the addresses.</summary>
    // Not 0, the number of a missing value.
    Egress = 1,

    /// <summary>From the addresses to the pods.</summary>
    Ingress,
}
