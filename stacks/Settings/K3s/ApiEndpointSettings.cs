using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Stable address of a K3s cluster's API server.</summary>
public sealed record ApiEndpointSettings
{
    /// <summary>IP address or DNS name that nodes and clients reach. It is not the address of a host.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>
    /// Network interface of the servers on which kube-vip holds the address, like <c>eth0</c>. Default: none. Your load balancer holds the
    /// address and forwards port 6443.
    /// </summary>
    [RegularExpression(Formats.InterfaceName, ErrorMessage = Formats.InterfaceNameHint)]
    public string? VirtualInterface { get; init; }
}
