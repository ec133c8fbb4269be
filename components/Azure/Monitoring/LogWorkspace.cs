using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using Pulumi.AzureNative.OperationalInsights;
using Pulumi.AzureNative.OperationalInsights.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Log Analytics: where every part of a platform reports what was done to it.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings</remarks>
public sealed class LogWorkspace : ComponentResource
{
    private readonly CustomResourceOptions _inside;
    private readonly List<Resource> _settings = [];

    /// <summary>Makes the workspace.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="retentionDays">How many days entries are kept, 30 to 730.</param>
    /// <param name="options">Resource options.</param>
    public LogWorkspace(string name, AzureScope scope, int retentionDays, ComponentResourceOptions? options = null)
        : base("k8tre:azure:LogWorkspace", name, options)
    {
        _inside = new() { Parent = this };
        var workspace = new Workspace(name, new()
        {
            WorkspaceName = name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Sku = new WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
            RetentionInDays = retentionDays,
            // Entra decides who writes and reads; the workspace's shared keys open nothing.
            Features = new WorkspaceFeaturesArgs { DisableLocalAuth = true, EnableLogAccessUsingOnlyResourcePermissions = true },
        }, new() { Parent = this, Protect = true });
        (Id, WorkspaceName) = (workspace.Id, workspace.Name);
        // Who asked it for what.
        Collect($"{name}-queries", workspace.Id, "Audit");

        RegisterOutputs();
    }

    /// <summary>Id of the workspace.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Name of the workspace.</summary>
    [Output("workspaceName")]
    public Output<string> WorkspaceName { get; private set; }

    /// <summary>The settings, so far, by which resources log to it: they hang off those resources.</summary>
    public IReadOnlyList<Resource> Settings => [.. _settings];

    /// <summary>Collects what a resource logs.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="resource">Id of the resource.</param>
    /// <param name="categories">Categories of its log; none: all that it has.</param>
    internal void Collect(string name, Input<string> resource, params string[] categories) => Collect(name, resource, withMetrics: false, categories);

    /// <summary>Like <see cref="Collect(string, Input{string}, string[])"/>, and what Azure measures of it besides: not every resource has such.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="resource">Id of the resource.</param>
    /// <param name="categories">Categories of its log; none: all that it has.</param>
    internal void CollectWithMetrics(string name, Input<string> resource, params string[] categories) => Collect(name, resource, withMetrics: true, categories);

    private void Collect(string name, Input<string> resource, bool withMetrics, string[] categories)
    {
        var setting = new DiagnosticSettingArgs
        {
            Name = name,
            ResourceUri = resource,
            WorkspaceId = Id,
            // Each kind of log goes to a table of its own, where the resource knows how: cheaper to search, and kept as long as that table says.
            LogAnalyticsDestinationType = "Dedicated",
            Logs = categories.Length == 0
                ? [new DiagnosticsLogSettingsArgs { CategoryGroup = "allLogs", Enabled = true }]
                : categories.Select(category => new DiagnosticsLogSettingsArgs { Category = category, Enabled = true }).ToArray(),
        };
        if (withMetrics)
            setting.Metrics.Add(new DiagnosticsMetricSettingsArgs { Category = "AllMetrics", Enabled = true });
        _settings.Add(new DiagnosticSetting(name, setting, _inside));
    }
}
