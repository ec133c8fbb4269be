using System.ComponentModel.DataAnnotations;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>How to sign in to the hosts.</summary>
public sealed record SshSettings
{
    /// <summary>What proves who signs in. Default: <c>agent</c>.</summary>
    public SshAuthentication Authentication { get; init; } = SshAuthentication.Agent;

    /// <summary>Whether sudo asks for a password; it is the secret <c>k8tre:sudoPassword</c>. Default: false.</summary>
    public bool SudoAsksPassword { get; init; }

    /// <summary>Host through which the others are reached, with the same key. Default: none.</summary>
    public BastionSettings? Bastion { get; init; }
}

/// <summary>What proves who signs in to a host.</summary>
public enum SshAuthentication
{
    /// <summary>The keys of the SSH agent at <c>SSH_AUTH_SOCK</c>.</summary>
    Agent,

    /// <summary>The private key in the secret <c>k8tre:sshPrivateKey</c>.</summary>
    PrivateKey,
}

/// <summary>A host through which others are reached.</summary>
public sealed record BastionSettings
{
    /// <summary>IP address, or DNS name, reachable from where Pulumi runs.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>The bastion's public key. Without it a waiver is needed.</summary>
    public SshHostKey? HostKey { get; init; }

    /// <summary>TCP port of its SSH server. Default: 22.</summary>
    [Range(1, 65535, ErrorMessage = "supply 1 to 65535")]
    public int Port { get; init; } = 22;

    /// <summary>User to sign in as. Default: <c>root</c>.</summary>
    [RegularExpression(Formats.UserName, ErrorMessage = Formats.UserNameHint)]
    public string User { get; init; } = "root";
}
