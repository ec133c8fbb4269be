using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;
using NativeDeployment = Pulumi.AzureNative.Resources.Deployment;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="LogArchive"/>.</summary>
public sealed record LogArchiveArgs
{
    /// <summary>Maximum retention that Azure supports: twelve years.</summary>
    public const int LongestDays = 4383;

    /// <summary>Scope of the workspace.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the Log Analytics workspace.</summary>
    public required Input<string> WorkspaceName { get; init; }

    /// <summary>Days that entries are kept in total: more than the workspace's own retention, at most <see cref="LongestDays"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="LongestDays"/>.</exception>
    public required int TotalDays
    {
        get;
        init => field = value <= LongestDays
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TotalDays), value, $"supply at most {LongestDays}");
    }
}

/// <summary>
/// Long-term retention of audit logs. After the retention of the workspace, entries stay searchable at a lower cost, by slower search jobs.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure</remarks>
public sealed class LogArchive : ComponentResource
{
    private const string Type = "Microsoft.OperationalInsights/workspaces/tables";

    /// <summary>Sets the total retention of the tables.</summary>
    public LogArchive(string name, LogArchiveArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:LogArchive", name, options)
    {
        // Azure creates the tables with the workspace. The Pulumi provider refuses to create an existing resource; a deployment updates it:
        // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go (CanCreate)
        _ = new NativeDeployment(name, new()
        {
            DeploymentName = name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Properties = new DeploymentPropertiesArgs
            {
                Mode = DeploymentMode.Incremental,
                Template = args.WorkspaceName.ToOutput().Apply(workspace => (object)ArmTemplate.ForGroup([.. Tables.Select(table => Retention(workspace, table))])),
            },
        }, new() { Parent = this });

        RegisterOutputs();

        ArmResource Retention(string workspace, string table) =>
            new(Type, "2023-09-01", $"{workspace}/{table}", new() { ["totalRetentionInDays"] = args.TotalDays });
    }

    /// <summary>Tables with requests to API servers, key vaults, storage accounts and registries, and with the traffic that the firewall allowed.</summary>
    /// <remarks>https://learn.microsoft.com/azure/azure-monitor/reference/tables-index</remarks>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "AKSAuditAdmin", "AZKVAuditLogs", "StorageBlobLogs", "StorageFileLogs", "ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents",
        "AZFWApplicationRule", "AZFWNetworkRule",
    ];
}
