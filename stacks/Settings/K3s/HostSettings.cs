using System.ComponentModel.DataAnnotations;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>A host that exists already.</summary>
public sealed record HostSettings
{
    /// <summary>Name of the node, unique in its cluster.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>IP address, or DNS name, reachable from where Pulumi runs (or from the bastion) and from the other hosts.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>IPv6 address. Needed in a cluster of both families, and only there.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public string? AddressV6 { get; init; }

    /// <summary>The host's public key, as its <c>/etc/ssh/ssh_host_ed25519_key.pub</c> holds it: a host that can't prove it is refused. Without it a waiver is needed.</summary>
    public SshHostKey? HostKey { get; init; }

    /// <summary>TCP port of the SSH server. Default: 22.</summary>
    [Range(1, 65535, ErrorMessage = "supply 1 to 65535")]
    public int Port { get; init; } = 22;

    /// <summary>User to sign in as. Default: <c>root</c>. Another one needs sudo.</summary>
    [RegularExpression(Formats.UserName, ErrorMessage = Formats.UserNameHint)]
    public string User { get; init; } = "root";

    /// <summary>Labels of the node, each <c>key=value</c>. Default: none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Taints of the node, each <c>key=value:Effect</c>. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Folders for Longhorn's volumes, each a mounted ext4 or XFS file system. Default: none, volumes lie on the root disk.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>The host is gone for good: nothing is run on it any more, and the cluster forgets its node. Default: false.</summary>
    public bool Lost { get; init; }
}
