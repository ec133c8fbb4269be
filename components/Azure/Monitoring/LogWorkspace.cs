using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.OperationalInsights;
using Pulumi.AzureNative.OperationalInsights.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="LogWorkspace"/>.</summary>
public sealed record LogWorkspaceArgs
{
    /// <summary>Scope of the workspace.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Days that entries are kept, 30 to 730.</summary>
    public required int RetentionDays { get; init; }
}

/// <summary>Log Analytics workspace that receives the logs of a platform.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-workspace-overview</remarks>
public sealed class LogWorkspace : ComponentResource
{
    /// <summary>Creates the workspace.</summary>
    public LogWorkspace(string name, LogWorkspaceArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:LogWorkspace", name, options)
    {
        var workspace = new Workspace(name, new()
        {
            WorkspaceName = name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Sku = new WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
            RetentionInDays = args.RetentionDays,
            // Entra authorises writers and readers. The shared keys of the workspace are disabled.
            Features = new WorkspaceFeaturesArgs { DisableLocalAuth = true, EnableLogAccessUsingOnlyResourcePermissions = true },
        }, new() { Parent = this, Protect = true });
        (Id, WorkspaceName) = (workspace.Id, workspace.Name);
        // An audit of the queries themselves.
        _ = new DiagnosticLogs($"{name}-queries", new() { Resource = Id, Workspace = Id, Categories = ["Audit"] }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>Id of the workspace.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Name of the workspace.</summary>
    [Output("workspaceName")]
    public Output<string> WorkspaceName { get; private set; }
}
