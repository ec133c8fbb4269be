using K8tre.Components.Azure.Workloads;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;

namespace K8tre.Stacks.Azure;

/// <summary>
/// Replacements of values in K8TRE's overlays for Azure that belong to one organisation. The overlays do not work without them.
/// </summary>
/// <remarks>
/// https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics: <c>externaldns/azure</c>, <c>cert-manager/azure</c>, <c>storage-class/azure</c>
/// </remarks>
internal static class AzureReplacements
{
    private const string Tenant = "30a82846-a29e-4b6b-af27-9b19418ee1b3";
    private const string Subscription = "443fc06f-050e-4794-83d8-eaeee691d453";
    private const string DnsResourceGroup = "rg-kare-con-uks-dns";
    private const string Email = "m.harding@lancaster.ac.uk";
    private const string PublicZone = "k8tre.org";

    /// <summary>Returns the replacements of an environment.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="spec">Cluster of the environment.</param>
    /// <param name="resourceGroup">Resource group of its DNS zones.</param>
    /// <param name="dataGroup">Resource group of its file shares.</param>
    /// <param name="account">Name of the storage account of its file shares.</param>
    /// <param name="dns">DNS zones and identities of the environment.</param>
    public static IReadOnlyList<OverlayReplacement> For(
        StackSettings settings, ClusterSpec spec, string resourceGroup, string dataGroup, string account, EnvironmentDns dns)
    {
        var (target, azure) = (spec.Environment, settings.Platform.Azure!);
        var values = Values(target);
        List<OverlayReplacement> all =
        [
            new(target, Tenant, azure.TenantId),
            new(target, Subscription, azure.SubscriptionId),
            new(target, DnsResourceGroup, resourceGroup),
            new(target, values.ExternalDns, dns.ExternalDns),
            new(target, values.Domain, spec.Target!.ExternalDomain),
            new(target, values.Account, account),
            new(target, $"rg-k8tre-{target.Label()}-uks-aks", dataGroup),
        ];
        if (spec.Target!.Aks!.Acme is { } acme && dns.CertManager is { } certManager)
        {
            all.Add(new(target, values.CertManager, certManager));
            all.Add(new(target, Email, acme.Email));
            // In production, the zone is equal to the domain, which is replaced already.
            if (values.Domain != PublicZone)
                all.Add(new(target, PublicZone, acme.Zone));
        }
        return all;
    }

    private static OverlayValues Values(TreEnvironment environment) => environment switch
    {
        TreEnvironment.Dev => new()
        {
            ExternalDns = "da830846-717d-4957-8315-e260999e743f",
            CertManager = "032cbcb4-831b-485a-b44b-bc7c3bcccc33",
            Domain = "dev.k8tre.org",
            Account = "stgk8trecoredev",
        },
        TreEnvironment.Stg => new()
        {
            ExternalDns = "4cd080ba-436c-45ec-be28-fcf15a9eee80",
            CertManager = "e7487c15-ba7d-4b5b-be99-b4df80cb7855",
            Domain = "stg.k8tre.org",
            Account = "stgk8trecorestg",
        },
        TreEnvironment.Prd => new()
        {
            ExternalDns = "b1b34079-15b8-4bbe-a09f-0fd7bb720fdc",
            CertManager = "ba650eed-1ef8-4147-b54f-b214b7eead96",
            Domain = PublicZone,
            Account = "prdk8trecoreprd",
        },
        var other => throw new ArgumentOutOfRangeException(nameof(environment), other, "K8TRE has no overlay for this environment"),
    };

    // Values of one overlay.
    private sealed record OverlayValues
    {
        public required string ExternalDns { get; init; }

        public required string CertManager { get; init; }

        public required string Domain { get; init; }

        public required string Account { get; init; }
    }
}
