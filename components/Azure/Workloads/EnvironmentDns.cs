using System.Collections.Immutable;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Dns;

namespace K8tre.Components.Azure.Workloads;

/// <summary>Inputs of <see cref="EnvironmentDns"/>.</summary>
public sealed record EnvironmentDnsArgs
{
    /// <summary>Scope of the zones.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Domain of the environment.</summary>
    public required string Domain { get; init; }

    /// <summary>Hub, from which operators and the application gateway resolve names in the domain.</summary>
    public required IHub Hub { get; init; }

    /// <summary>Id of the cluster's network.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Name of the link to the cluster's network.</summary>
    public required string LinkName { get; init; }

    /// <summary>URL of the cluster's OIDC issuer.</summary>
    public required Input<string> Issuer { get; init; }

    /// <summary>Public zone for ACME challenges. Default: none; cert-manager requests no public certificates.</summary>
    public string? PublicZone { get; init; }
}

/// <summary>
/// DNS zones of an environment, and the identities of the workloads that write their records: external-dns and cert-manager.
/// </summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics: <c>externaldns/azure</c>, <c>cert-manager/azure</c></remarks>
public sealed class EnvironmentDns : ComponentResource
{
    /// <summary>Creates the zones and identities.</summary>
    public EnvironmentDns(string name, EnvironmentDnsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EnvironmentDns", name, options)
    {
        var domain = new PrivateDnsZone($"{name}-domain", new()
        {
            Scope = args.Scope,
            Domain = args.Domain,
            Networks = new Dictionary<string, Input<string>> { ["hub"] = args.Hub.Id, [args.LinkName] = args.Network },
            DependsOn = args.Hub.Subnets,
        }, new() { Parent = this });
        ExternalDns = CreateIdentity("external-dns", "externaldns", new()
        {
            ["zone"] = (BuiltInRole.PrivateDnsZoneContributor, domain.Id),
            ["group"] = (BuiltInRole.Reader, args.Scope.GroupId),
        });
        if (args.PublicZone is { } publicZone)
        {
            var zone = new Zone(
                $"{name}-public", new() { ZoneName = publicZone, ResourceGroupName = args.Scope.ResourceGroup, Location = "global" },
                new() { Parent = this });
            NameServers = zone.NameServers;
            // Until the owner of the parent zone publishes a DS record, the signatures change nothing.
            var signing = new DnssecConfig(
                $"{name}-public-signing", new() { ZoneName = zone.Name, ResourceGroupName = args.Scope.ResourceGroup },
                new() { Parent = this });
            DsRecords = signing.SigningKeys.Apply(keys => keys.IsDefault ? [] : keys
                .SelectMany(key => key.DelegationSignerInfo).Select(signer => signer.Record).ToImmutableArray());
            CertManager = CreateIdentity("cert-manager", "cert-manager", new()
            {
                ["zone"] = (BuiltInRole.DnsZoneContributor, zone.Id),
            });
        }

        RegisterOutputs();

        // Each chart installs into a namespace with the name of its ServiceAccount.
        Output<string> CreateIdentity(string role, string serviceAccount, Dictionary<string, (BuiltInRole, Input<string>)> roles) =>
            new WorkloadIdentity($"{name}-{role}", new()
            {
                Scope = args.Scope,
                Issuer = args.Issuer,
                Namespace = serviceAccount,
                ServiceAccount = serviceAccount,
                Roles = roles,
            }, new() { Parent = this }).ClientId;
    }

    /// <summary>Client id of external-dns.</summary>
    [Output("externalDns")]
    public Output<string> ExternalDns { get; private set; }

    /// <summary>Client id of cert-manager. Null: it requests no public certificates.</summary>
    public Output<string>? CertManager { get; }

    /// <summary>Name servers of the public zone, to which its parent zone delegates. Null: there is no public zone.</summary>
    public Output<ImmutableArray<string>>? NameServers { get; }

    /// <summary>Values of the DS records of the public zone, for its parent zone. Null: there is no public zone.</summary>
    public Output<ImmutableArray<string>>? DsRecords { get; }
}
