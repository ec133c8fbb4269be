using System.ComponentModel.DataAnnotations;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Sign-in to the hosts.</summary>
public sealed record SshSettings
{
    /// <summary>Credential for the sign-in.</summary>
    public SshAuthentication Authentication { get; init; } = SshAuthentication.Agent;

    /// <summary>Sudo asks for a password, which is the secret <c>k8tre:sudoPassword</c>.</summary>
    public bool SudoAsksPassword { get; init; }

    /// <summary>Bastion through which the hosts are reached, with the same credential. Default: none.</summary>
    public BastionSettings? Bastion { get; init; }
}

/// <summary>Credential for the sign-in to a host.</summary>
public enum SshAuthentication
{
    /// <summary>The keys of the SSH agent at <c>SSH_AUTH_SOCK</c>.</summary>
    Agent,

    /// <summary>The private key in the secret <c>k8tre:sshPrivateKey</c>.</summary>
    PrivateKey,
}

/// <summary>Bastion through which hosts are reached.</summary>
public sealed record BastionSettings
{
    /// <summary>IP address or DNS name, which Pulumi reaches.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>Public key of the bastion. A bastion without one needs a waiver.</summary>
    public SshHostKey? HostKey { get; init; }

    /// <summary>TCP port of the SSH server.</summary>
    [Range(1, 65535, ErrorMessage = "supply 1 to 65535")]
    public int Port { get; init; } = 22;

    /// <summary>User name for the sign-in.</summary>
    [RegularExpression(Formats.UserName, ErrorMessage = Formats.UserNameHint)]
    public string User { get; init; } = "root";
}
