using Pulumi.Command.Remote.Inputs;

namespace K8tre.Components.OnPrem;

/// <summary>A host that exists already, and how to sign in to it.</summary>
public sealed record SshHost
{
    /// <summary>Name of the node, a DNS label, unique in its cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Address or DNS name, reachable from where Pulumi runs and from the other nodes.</summary>
    public required string Address { get; init; }

    /// <summary>The host's public key, which it must prove to hold: nothing is sent to another.</summary>
    public required SshHostKey HostKey { get; init; }

    /// <summary>TCP port of the SSH server. Default: 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>User to sign in as. Default: <c>root</c>. Another one needs <c>sudo</c> without a password.</summary>
    public string User { get; init; } = "root";

    /// <summary>Private key, OpenSSH or PEM. Default: the keys of the SSH agent at <c>SSH_AUTH_SOCK</c>. Secret.</summary>
    public Input<string>? PrivateKey { get; init; }

    /// <summary>Whether commands need <c>sudo</c> in front.</summary>
    internal bool NeedsSudo => User != "root";

    /// <summary>The connection of the command provider. It checks the host key, and gives up after about two minutes.</summary>
    internal ConnectionArgs Connection()
    {
        var connection = new ConnectionArgs
        {
            Host = Address,
            Port = Port,
            User = User,
            HostKey = HostKey.ToString(),
            DialErrorLimit = 8,
            PerDialTimeout = 15,
        };
        if (PrivateKey is not null)
            connection.PrivateKey = PrivateKey;
        return connection;
    }
}
