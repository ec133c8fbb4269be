using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>
/// Plans of Defender for Cloud, for what a platform is made of. They cover a whole subscription, cost by what is in it, and may be somebody else's to
/// decide: a platform takes them on only where its settings say that the subscription is its own. They stay on when it goes.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction</remarks>
public sealed class DefenderPlans : ComponentResource
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
    /// <param name="scope">The subscription, and the region that remembers the deployment.</param>
    /// <param name="options">Resource options.</param>
    public DefenderPlans(string name, AzureScope scope, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DefenderPlans", name, options)
    {
        // Every subscription has all plans, free ones. Pulumi's provider refuses to make what is there, a deployment does not:
        // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go (CanCreate).
        // It changes one plan at a time, as Azure asks for: https://github.com/hashicorp/terraform-provider-azurerm/pull/32444
        _ = new DeploymentAtSubscriptionScope(name, new()
        {
            DeploymentName = name,
            Location = scope.Region,
            Properties = new DeploymentPropertiesArgs
            {
                Mode = DeploymentMode.Incremental,
                Template = ArmTemplate.ForSubscription([.. Plans.Select(plan => new ArmResource("Microsoft.Security/pricings", "2024-01-01", plan.Name, Properties(plan)))]),
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    private static Dictionary<string, object> Properties(Plan plan)
    {
        var properties = new Dictionary<string, object>
        {
            ["pricingTier"] = "Standard",
            ["extensions"] = plan.Extensions.Select(extension => new Dictionary<string, object> { ["name"] = extension.Name, ["isEnabled"] = extension.IsOn ? "True" : "False" }).ToArray(),
        };
        if (plan.SubPlan is { } subPlan)
            properties["subPlan"] = subPlan;
        return properties;
    }

    private sealed record Plan(string Name, string? SubPlan, params (string Name, bool IsOn)[] Extensions);
}
