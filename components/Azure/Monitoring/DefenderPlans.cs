using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="DefenderPlans"/>.</summary>
public sealed record DefenderPlansArgs
{
    /// <summary>Region that stores the record of the deployment.</summary>
    public required string Region { get; init; }
}

/// <summary>
/// Plans of Microsoft Defender for Cloud for the services that a platform uses. The plans cover the whole subscription, are charged by its contents,
/// and may belong to another team: enable them only if the subscription belongs to the platform. They stay enabled when the stack is destroyed.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction</remarks>
public sealed class DefenderPlans : ComponentResource
{
    // Features that read research data stay off: the findings of a scanner would leave the platform.
    private static readonly Plan[] Plans =
    [
        new("Arm", "PerSubscription"),
        new("Containers", null, ("AgentlessDiscoveryForKubernetes", true), ("ContainerRegistriesVulnerabilityAssessments", true)),
        new("KeyVaults", "PerKeyVault"),
        new("StorageAccounts", "DefenderForStorageV2", ("OnUploadMalwareScanning", false), ("SensitiveDataDiscovery", false)),
    ];

    /// <summary>Enables the plans.</summary>
    public DefenderPlans(string name, DefenderPlansArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DefenderPlans", name, options)
    {
        // Every subscription has all plans, in the free tier. The Pulumi provider refuses to create an existing resource; a deployment updates it:
        // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go (CanCreate).
        // The deployment changes one plan at a time, as Azure requires: https://github.com/hashicorp/terraform-provider-azurerm/pull/32444
        _ = new DeploymentAtSubscriptionScope(name, new()
        {
            DeploymentName = name,
            Location = args.Region,
            Properties = new DeploymentPropertiesArgs
            {
                Mode = DeploymentMode.Incremental,
                Template = ArmTemplate.ForSubscription(
                    [.. Plans.Select(plan => new ArmResource("Microsoft.Security/pricings", "2024-01-01", plan.Name, Properties(plan)))]),
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    private static Dictionary<string, object> Properties(Plan plan)
    {
        var properties = new Dictionary<string, object>
        {
            ["pricingTier"] = "Standard",
            ["extensions"] = plan.Extensions
                .Select(extension => new Dictionary<string, object> { ["name"] = extension.Name, ["isEnabled"] = extension.IsOn ? "True" : "False" })
                .ToArray(),
        };
        if (plan.SubPlan is { } subPlan)
            properties["subPlan"] = subPlan;
        return properties;
    }

    private sealed record Plan(string Name, string? SubPlan, params (string Name, bool IsOn)[] Extensions);
}
