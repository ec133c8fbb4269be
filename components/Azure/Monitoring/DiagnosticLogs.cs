using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="DiagnosticLogs"/>.</summary>
internal sealed record DiagnosticLogsArgs
{
    /// <summary>Id of the resource whose logs are collected.</summary>
    public required Input<string> Resource { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs.</summary>
    public required Input<string> Workspace { get; init; }

    /// <summary>Categories to collect. Default: all categories of the resource.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Indicates that platform metrics are collected too. Not every resource has metrics. Default: false.</summary>
    public bool HasMetrics { get; init; }
}

/// <summary>Diagnostic setting that sends the logs of a resource to a Log Analytics workspace.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings</remarks>
internal sealed class DiagnosticLogs : DiagnosticSetting
{
    /// <summary>Creates the diagnostic setting.</summary>
    public DiagnosticLogs(string name, DiagnosticLogsArgs args, CustomResourceOptions? options = null)
        : base(name, Setting(name, args), options)
    {
    }

    private static DiagnosticSettingArgs Setting(string name, DiagnosticLogsArgs args)
    {
        var setting = new DiagnosticSettingArgs
        {
            Name = name,
            ResourceUri = args.Resource,
            WorkspaceId = args.Workspace,
            // Each category has a table of its own where the resource supports it: queries are cheaper, and each table has its own retention.
            LogAnalyticsDestinationType = "Dedicated",
            Logs = args.Categories.Count == 0
                ? [new DiagnosticsLogSettingsArgs { CategoryGroup = "allLogs", Enabled = true }]
                : args.Categories.Select(category => new DiagnosticsLogSettingsArgs { Category = category, Enabled = true }).ToArray(),
        };
        if (args.HasMetrics)
            setting.Metrics.Add(new DiagnosticsMetricSettingsArgs { Category = "AllMetrics", Enabled = true });
        return setting;
    }
}
