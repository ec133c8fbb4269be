using System.Net;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Ingress;

/// <summary>Inputs of <see cref="ApplicationGateway"/>.</summary>
public sealed record ApplicationGatewayArgs
{
    /// <summary>Scope of the gateway.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Hub that the gateway is in.</summary>
    public required HubNetwork Hub { get; init; }

    /// <summary>Address plan of the platform.</summary>
    public required AddressPlan Addresses { get; init; }

    /// <summary>Availability zones.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Key vault with the certificates.</summary>
    public required CertificateVault Vault { get; init; }

    /// <summary>Listeners of the gateway, at least one, each with a domain of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no listener.</exception>
    public required IReadOnlyList<GatewayListener> Listeners
    {
        get;
        init => field = value.Count > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Listeners), value.Count, "supply a listener, or create no application gateway");
    }

    /// <summary>Id of the Log Analytics workspace that receives the access and firewall logs.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Public address ranges that may connect. Default: all.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>Indicates that the gateway redirects HTTP to HTTPS. Default: false; port 80 is closed.</summary>
    public bool RedirectsHttp { get; init; }

    /// <summary>Minimum number of instances. Default: 2, so that one may fail.</summary>
    public int MinInstances { get; init; } = 2;

    /// <summary>Maximum number of instances, up to 125. Default: 10.</summary>
    public int MaxInstances { get; init; } = 10;

    /// <summary>Requests per minute that one client address may send. A whole institute may share an address. Default: 3000.</summary>
    public int RequestsPerMinute { get; init; } = 3000;
}
