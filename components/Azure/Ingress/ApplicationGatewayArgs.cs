using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Ingress;

/// <summary>Inputs of <see cref="ApplicationGateway"/>.</summary>
public sealed record ApplicationGatewayArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>The hub that it stands in.</summary>
    public required HubNetwork Hub { get; init; }

    /// <summary>The platform's addresses.</summary>
    public required AddressPlan Addresses { get; init; }

    /// <summary>Availability zones.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>The vault with its certificates.</summary>
    public required CertificateVault Vault { get; init; }

    /// <summary>What it answers for, at least one, each below a domain of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public required IReadOnlyList<GatewayListener> Listeners
    {
        get;
        init => field = value.Count > 0 ? value : throw new ArgumentOutOfRangeException(nameof(Listeners), value.Count, "supply a site, or no public gateway");
    }

    /// <summary>Where it logs who asked for what, and what it turned away.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Public ranges that it answers. Default: all.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>Whether it answers HTTP too, and sends whoever asks there to HTTPS. Default: false, one port less is open to the internet.</summary>
    public bool RedirectsHttp { get; init; }

    /// <summary>Instances that are always there. Default: 2, so that it survives the loss of one.</summary>
    public int MinInstances { get; init; } = 2;

    /// <summary>Instances at most, up to 125. Default: 10.</summary>
    public int MaxInstances { get; init; } = 10;

    /// <summary>How many requests one address may send in a minute: a whole institute may share one. Default: 3000.</summary>
    public int RequestsPerMinute { get; init; } = 3000;
}
