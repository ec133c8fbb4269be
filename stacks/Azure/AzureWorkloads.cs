using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using K8tre.Stacks.Settings;
using Pulumi.AzureNative.Dns;

namespace K8tre.Stacks.Azure;

/// <summary>What K8TRE's applications of an environment find in Azure: DNS zones, and identities for those that write to them.</summary>
internal sealed class AzureWorkloads
{
    /// <summary>Defines all of it.</summary>
    public AzureWorkloads(PlatformSettings settings, EnvironmentSettings environment, AzureLandingZone zone, AksCluster cluster)
    {
        var name = environment.ClusterNameIn(settings);
        var scope = zone.ScopeOfCluster(name);
        var domain = zone.OwnZone($"{name}-zone-domain", name, environment.ExternalDomain);
        ExternalDns = Identity("external-dns", "externaldns", "externaldns", new()
        {
            ["zone"] = (BuiltInRole.PrivateDnsZoneContributor, domain.Id),
            ["group"] = (BuiltInRole.Reader, scope.GroupId),
        });
        if (environment.Azure!.Acme is not { } acme)
            return;

        var inside = new CustomResourceOptions { Provider = zone.Provider };
        var publicZone = new Zone($"{name}-zone-public", new() { ZoneName = acme.Zone, ResourceGroupName = scope.ResourceGroup, Location = "global" }, inside);
        NameServers = publicZone.NameServers;
        CertManager = Identity("cert-manager", "cert-manager", "cert-manager", new() { ["zone"] = (BuiltInRole.DnsZoneContributor, publicZone.Id) });

        Output<string> Identity(string role, string @namespace, string serviceAccount, Dictionary<string, (BuiltInRole, Input<string>)> roles) => new WorkloadIdentity($"{name}-{role}", new()
        {
            Scope = scope,
            Issuer = cluster.Issuer,
            Namespace = @namespace,
            ServiceAccount = serviceAccount,
            Roles = roles,
        }, zone.Options).ClientId;
    }

    /// <summary>Client id of external-dns.</summary>
    public Output<string> ExternalDns { get; }

    /// <summary>Client id of cert-manager. Null: it orders no certificates.</summary>
    public Output<string>? CertManager { get; }

    /// <summary>Servers to which the public zone is delegated. Null: there is none.</summary>
    public object? NameServers { get; }
}
