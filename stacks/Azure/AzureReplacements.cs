using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks.Azure;

/// <summary>
/// What K8TRE's overlays for Azure hold of one organisation, and what stands for it here. Without it they install nothing that works.
/// </summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics: <c>externaldns/azure</c>, <c>cert-manager/azure</c>, <c>storage-class/azure</c></remarks>
internal static class AzureReplacements
{
    private const string Tenant = "30a82846-a29e-4b6b-af27-9b19418ee1b3";
    private const string Subscription = "443fc06f-050e-4794-83d8-eaeee691d453";
    private const string DnsResourceGroup = "rg-kare-con-uks-dns";
    private const string Email = "m.harding@lancaster.ac.uk";
    private const string PublicZone = "k8tre.org";

    /// <summary>The replacements of an environment.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="environment">The environment's.</param>
    /// <param name="resourceGroup">Group of its DNS zones.</param>
    /// <param name="dataGroup">Group of its shares.</param>
    /// <param name="account">Name of the account of its shares.</param>
    /// <param name="externalDns">Client id of external-dns.</param>
    /// <param name="certManager">Client id of cert-manager. Null: it orders no certificates.</param>
    public static IReadOnlyList<OverlayReplacement> For(
        PlatformSettings settings, EnvironmentSettings environment, string resourceGroup, string dataGroup, string account, Output<string> externalDns, Output<string>? certManager)
    {
        var target = environment.Environment;
        var name = target.Label();
        var words = Words(target);
        List<OverlayReplacement> all =
        [
            new(target, Tenant, settings.Azure!.TenantId),
            new(target, Subscription, settings.Azure.SubscriptionId),
            new(target, DnsResourceGroup, resourceGroup),
            new(target, words.ExternalDns, externalDns),
            new(target, words.Domain, environment.ExternalDomain),
            new(target, words.Account, account),
            new(target, $"rg-k8tre-{name}-uks-aks", dataGroup),
        ];
        if (environment.Azure!.Acme is { } acme && certManager is not null)
        {
            all.Add(new(target, words.CertManager, certManager));
            all.Add(new(target, Email, acme.Email));
            // In production the zone is the domain, which was said.
            if (words.Domain != PublicZone)
                all.Add(new(target, PublicZone, acme.Zone));
        }
        return all;
    }

    private static (string ExternalDns, string CertManager, string Domain, string Account) Words(TreEnvironment environment) => environment switch
    {
        TreEnvironment.Dev => ("da830846-717d-4957-8315-e260999e743f", "032cbcb4-831b-485a-b44b-bc7c3bcccc33", "dev.k8tre.org", "stgk8trecoredev"),
        TreEnvironment.Stg => ("4cd080ba-436c-45ec-be28-fcf15a9eee80", "e7487c15-ba7d-4b5b-be99-b4df80cb7855", "stg.k8tre.org", "stgk8trecorestg"),
        TreEnvironment.Prd => ("b1b34079-15b8-4bbe-a09f-0fd7bb720fdc", "ba650eed-1ef8-4147-b54f-b214b7eead96", PublicZone, "prdk8trecoreprd"),
        var other => throw new ArgumentOutOfRangeException(nameof(environment), other, "K8TRE has no overlay for this environment"),
    };
}
