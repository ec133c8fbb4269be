using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.GitOps;
using K8tre.Components.OnPrem;

namespace K8tre.Stacks.Settings;

/// <summary>A K3s cluster on hosts that exist already.</summary>
public sealed record K3sSettings
{
    /// <summary>Network that the hosts share, and in which the load balancer's addresses are free.</summary>
    public required IPNetwork NodeCidr { get; init; }

    /// <summary>Addresses that MetalLB may give to Services, inside <see cref="NodeCidr"/>, used by nothing else. Required in an environment.</summary>
    public AddressRange? LoadBalancerRange { get; init; }

    /// <summary>Range of the pods' addresses, at most /24. Default: 10.42.0.0/16.</summary>
    public IPNetwork PodCidr { get; init; } = IPNetwork.Parse("10.42.0.0/16");

    /// <summary>Range of the Services' addresses, /12 to /24. Default: 10.43.0.0/16.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("10.43.0.0/16");

    /// <summary>Hosts of the control plane, which run workloads too. For now exactly one.</summary>
    [MinLength(1, ErrorMessage = "add the host of the server")]
    [MaxLength(1, ErrorMessage = "write one server")]
    public required IReadOnlyList<HostSettings> Servers { get; init; }
}

/// <summary>A host that exists already.</summary>
public sealed record HostSettings
{
    /// <summary>Name of the node, unique in its cluster.</summary>
    [RegularExpression(Forms.DnsLabel, ErrorMessage = Forms.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>IP address, or DNS name, reachable from where Pulumi runs.</summary>
    [RegularExpression(Forms.HostAddress, ErrorMessage = Forms.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>The host's public key, as its <c>/etc/ssh/ssh_host_ed25519_key.pub</c> holds it. No other host is talked to.</summary>
    public required SshHostKey HostKey { get; init; }

    /// <summary>TCP port of the SSH server. Default: 22.</summary>
    [Range(1, 65535, ErrorMessage = "supply 1 to 65535")]
    public int Port { get; init; } = 22;

    /// <summary>User to sign in as. Default: <c>root</c>. Another one needs sudo without a password.</summary>
    [RegularExpression(Forms.UserName, ErrorMessage = Forms.UserNameHint)]
    public string User { get; init; } = "root";
}
