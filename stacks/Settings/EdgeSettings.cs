using System.ComponentModel.DataAnnotations;
using K8tre.Components.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Connection of pods with addresses outside their cluster.</summary>
/// <remarks>Pods have no other connections of this kind.</remarks>
public sealed record EdgeSettings
{
    /// <summary>Place that stands for the namespaces of all projects.</summary>
    internal const string Projects = "projects";

    /// <summary>Port that the clouds' firewalls open by name.</summary>
    internal const string Https = "443/TCP";

    /// <summary>Name, unique in the environment.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>Direction of the connection, as the pods see it.</summary>
    public required EdgeDirection Direction { get; init; }

    /// <summary>
    /// Places that connect. With <c>egress</c>: <c>projects</c>, for the pods of all projects, or one namespace. With <c>ingress</c>:
    /// address ranges outside the cluster.
    /// </summary>
    [MinLength(1, ErrorMessage = "add a place")]
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>
    /// Places that are connected to. With <c>egress</c>: address ranges and DNS names outside the cluster. A name may begin with
    /// <c>*.</c>. Pods of projects reach address ranges only; names next to the ranges make them resolvable. With <c>ingress</c>:
    /// <c>projects</c>, or one namespace.
    /// </summary>
    [MinLength(1, ErrorMessage = "add a place")]
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Ports, like <c>443/TCP</c>. In a cloud, the firewall opens names on port 443 only.</summary>
    [MinLength(1, ErrorMessage = "add a port")]
    public required IReadOnlyList<string> Ports { get; init; }

    /// <summary>Person or team that is responsible for the connection.</summary>
    [MinLength(3, ErrorMessage = "write the name of a person or a team")]
    public required string Owner { get; init; }

    /// <summary>Reason for the connection.</summary>
    [MinLength(10, ErrorMessage = "write a sentence that an auditor understands")]
    public required string Reason { get; init; }

    /// <summary>Last day on which the connection is allowed (UTC), in quotes, like '2027-03-31'.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Places in the cluster.</summary>
    internal IReadOnlyList<string> Inside => Direction == EdgeDirection.Ingress ? To : From;

    /// <summary>Places outside the cluster.</summary>
    internal IReadOnlyList<string> Outside => Direction == EdgeDirection.Ingress ? From : To;
}
