using Pulumi.Command.Remote.Inputs;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Host through which SSH connections to other hosts are made. The same key is used for it.</summary>
public sealed record SshBastion
{
    /// <summary>Address or DNS name, reachable from where Pulumi runs.</summary>
    public required string Address { get; init; }

    /// <summary>The bastion's public key. Default: none; any host is accepted, which needs a waiver in the settings.</summary>
    public SshHostKey? HostKey { get; init; }

    /// <summary>TCP port of its SSH server. Default: 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>User to sign in as. The user only needs the right to forward. Default: <c>root</c>.</summary>
    public string User { get; init; } = "root";

    internal ProxyConnectionArgs Proxy(Input<string>? privateKey)
    {
        var proxy = new ProxyConnectionArgs
        {
            Host = Address,
            Port = Port,
            User = User,
            DialErrorLimit = SshHost.Attempts,
            PerDialTimeout = SshHost.SecondsOfAttempt,
        };
        if (HostKey is not null)
            proxy.HostKey = HostKey.ToString();
        if (privateKey is not null)
            proxy.PrivateKey = privateKey;
        return proxy;
    }
}
