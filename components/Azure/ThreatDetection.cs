using Pulumi.AzureNative.Security;
using Pulumi.AzureNative.Security.Inputs;

namespace K8tre.Components.Azure;

/// <summary>
/// Plans of Defender for Cloud, for what a platform is made of. They cover a whole subscription, cost by what is in it, and may be somebody else's to
/// decide: a platform takes them on only where its settings say that the subscription is its own. They stay on when it goes.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction</remarks>
public sealed class ThreatDetection : ComponentResource
{
    // What reads research data stays off: a scanner's account of what it found is data that leaves.
    private static readonly Plan[] Plans =
    [
        new("Arm", "PerSubscription"),
        new("Containers", null, ("AgentlessDiscoveryForKubernetes", true), ("ContainerRegistriesVulnerabilityAssessments", true)),
        new("KeyVaults", "PerKeyVault"),
        new("StorageAccounts", "DefenderForStorageV2", ("OnUploadMalwareScanning", false), ("SensitiveDataDiscovery", false)),
    ];

    /// <summary>Turns the plans on.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="subscriptionId">Id of the subscription, a GUID.</param>
    /// <param name="options">Resource options.</param>
    public ThreatDetection(string name, string subscriptionId, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ThreatDetection", name, options)
    {
        Pricing? before = null;
        foreach (var plan in Plans)
        {
            var pricing = new PricingArgs
            {
                PricingName = plan.Name,
                ScopeId = $"subscriptions/{subscriptionId}",
                PricingTier = PricingTier.Standard,
                Extensions = plan.Extensions.Select(extension => new ExtensionArgs
                {
                    Name = extension.Name,
                    IsEnabled = extension.IsOn ? IsEnabled.True : IsEnabled.False,
                }).ToArray(),
            };
            if (plan.SubPlan is { } subPlan)
                pricing.SubPlan = subPlan;
            before = new Pricing($"{name}-{plan.Name}", pricing, new()
            {
                Parent = this,
                // Azure changes one plan of a subscription at a time: https://github.com/hashicorp/terraform-provider-azurerm/pull/32444
                DependsOn = before is null ? [] : before,
                // It deletes none either, and says so with an error: https://github.com/Azure/terraform-provider-azapi/issues/818
                RetainOnDelete = true,
            });
        }

        RegisterOutputs();
    }

    private sealed record Plan(string Name, string? SubPlan, params (string Name, bool IsOn)[] Extensions);
}
