using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using Pulumi.AzureNative.OperationalInsights;
using Pulumi.AzureNative.OperationalInsights.Inputs;

namespace K8tre.Components.Azure;

/// <summary>Log Analytics: where every part of a platform reports what was done to it.</summary>
public sealed class LogWorkspace : ComponentResource
{
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the workspace.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="site">Where it goes.</param>
    /// <param name="retentionDays">How many days entries are kept, 30 to 730.</param>
    /// <param name="options">Resource options.</param>
    public LogWorkspace(string name, AzureSite site, int retentionDays, ComponentResourceOptions? options = null)
        : base("k8tre:azure:LogWorkspace", name, options)
    {
        _inside = new() { Parent = this };
        Id = new Workspace(name, new()
        {
            WorkspaceName = name,
            ResourceGroupName = site.ResourceGroup,
            Location = site.Region,
            Sku = new WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
            RetentionInDays = retentionDays,
            // Entra decides who writes and reads; the workspace's shared keys open nothing.
            Features = new WorkspaceFeaturesArgs { DisableLocalAuth = true, EnableLogAccessUsingOnlyResourcePermissions = true },
        }, _inside).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the workspace.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Collects what a resource logs.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="resource">Id of the resource.</param>
    /// <param name="categories">Categories of its log; none: all that it has.</param>
    internal void Collect(string name, Input<string> resource, params string[] categories) => _ = new DiagnosticSetting(name, new()
    {
        Name = name,
        ResourceUri = resource,
        WorkspaceId = Id,
        Logs = categories.Length == 0
            ? [new DiagnosticsLogSettingsArgs { CategoryGroup = "allLogs", Enabled = true }]
            : categories.Select(category => new DiagnosticsLogSettingsArgs { Category = category, Enabled = true }).ToArray(),
    }, _inside);
}
