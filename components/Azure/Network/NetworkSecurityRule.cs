namespace K8tre.Components.Azure.Network;

/// <summary>Connections that a network security group allows.</summary>
/// <param name="Name">Name of the rule, unique among the rules of its direction: lower-case letters, digits and dashes.</param>
public sealed record NetworkSecurityRule(string Name)
{
    /// <summary>Address ranges of the remote side.</summary>
    public InputList<string> Ranges { get; init; } = [];

    /// <summary>Service tag of the remote side instead of address ranges, like <c>Internet</c>. Default: none.</summary>
    /// <remarks>https://learn.microsoft.com/azure/virtual-network/service-tags-overview</remarks>
    public string? Tag { get; init; }

    /// <summary>Destination ports, like <c>443</c> or <c>8000-8999</c>. Default: all ports and protocols.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Indicates that the rule applies to UDP as well as TCP. Default: false.</summary>
    public bool IsUdpToo { get; init; }

    /// <summary>Local side of the connections: a range, a service tag or <c>*</c>. Default: the ranges of the subnet.</summary>
    public string? Local { get; init; }
}
