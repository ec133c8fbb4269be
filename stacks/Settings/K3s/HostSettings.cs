using System.ComponentModel.DataAnnotations;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Host of a K3s cluster.</summary>
public sealed record HostSettings
{
    /// <summary>Name of the node, unique in the cluster. Another name removes the node and adds a new one.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>IP address or DNS name. Pulumi (or the bastion) and the other hosts reach it.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>IPv6 address. Required in a dual-stack cluster, and not allowed in others.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public string? AddressV6 { get; init; }

    /// <summary>
    /// Public key of the host, as its <c>/etc/ssh/ssh_host_ed25519_key.pub</c> contains it. A host with another key is refused. A host
    /// without one needs a waiver.
    /// </summary>
    public SshHostKey? HostKey { get; init; }

    /// <summary>TCP port of the SSH server.</summary>
    [Range(1, 65535, ErrorMessage = "supply 1 to 65535")]
    public int Port { get; init; } = 22;

    /// <summary>User name for the sign-in. A user other than <c>root</c> needs sudo.</summary>
    [RegularExpression(Formats.UserName, ErrorMessage = Formats.UserNameHint)]
    public string User { get; init; } = "root";

    /// <summary>Labels of the node, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Taints of the node, each <c>key=value:Effect</c>.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>
    /// Folders for Longhorn volumes, each the mount point of an ext4 or XFS file system. Without them, volumes are on the root disk.
    /// </summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>
    /// NVIDIA GPUs, of an agent. The operator installs NVIDIA's driver and its package <c>nvidia-container-toolkit</c>; the preflight
    /// checks them. The platform installs the device plugin. Pods with GPUs name the runtime class <c>nvidia</c>.
    /// </summary>
    public bool Gpu { get; init; }

    /// <summary>The host no longer exists. No command runs on it, and its node is removed from the cluster.</summary>
    public bool Lost { get; init; }
}
