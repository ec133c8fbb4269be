namespace K8tre.Components.Azure.Network;

/// <summary>Connections of one kind that a subnet takes or opens.</summary>
/// <param name="Name">Name of the rule, unique among those of its direction: lower-case letters, digits and dashes.</param>
public sealed record NetworkSecurityRule(string Name)
{
    /// <summary>Ranges at the other end.</summary>
    public InputList<string> Ranges { get; init; } = [];

    /// <summary>Service tag at the other end instead of ranges, like <c>Internet</c>. Default: none.</summary>
    /// <remarks>https://learn.microsoft.com/azure/virtual-network/service-tags-overview</remarks>
    public string? Tag { get; init; }

    /// <summary>Ports that they lead to, like <c>443</c> or <c>8000-8999</c>. Default: all, of every protocol.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Whether the ports are of UDP too, and not of TCP alone. Default: false.</summary>
    public bool IsUdpToo { get; init; }

    /// <summary>What on our side they lead to or come from: a range, a service tag, or <c>*</c>. Default: the subnet, and what lies behind it.</summary>
    public string? Ours { get; init; }
}
