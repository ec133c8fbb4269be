using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;
using NativeDeployment = Pulumi.AzureNative.Resources.Deployment;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>
/// Keeps what proves who did what for longer than a workspace does: after the workspace's own days, for little money, entries can be searched for,
/// slowly.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure</remarks>
public sealed class LogArchive : ComponentResource
{
    /// <summary>Most days that Azure keeps entries: twelve years.</summary>
    public const int LongestDays = 4383;

    private const string Type = "Microsoft.OperationalInsights/workspaces/tables";

    /// <summary>Says how long the tables keep their entries.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where the workspace is.</param>
    /// <param name="logs">The workspace.</param>
    /// <param name="totalDays">Days that entries are kept in all, from more than the workspace's own up to <see cref="LongestDays"/>.</param>
    /// <param name="options">Resource options.</param>
    public LogArchive(string name, AzureScope scope, LogWorkspace logs, int totalDays, ComponentResourceOptions? options = null)
        : base("k8tre:azure:LogArchive", name, options)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(totalDays, LongestDays);
        // The tables are Azure's own and there from the workspace's birth. Pulumi's provider refuses to make what is there, a deployment does not:
        // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go (CanCreate)
        _ = new NativeDeployment(name, new()
        {
            DeploymentName = name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new DeploymentPropertiesArgs
            {
                Mode = DeploymentMode.Incremental,
                Template = logs.WorkspaceName.Apply(workspace => (object)ArmTemplate.ForGroup(
                    [.. Tables.Select(table => new ArmResource(Type, "2023-09-01", $"{workspace}/{table}", new() { ["totalRetentionInDays"] = totalDays }))])),
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>The tables: who asked an API server, a vault, an account or a registry for what, and what the firewall let out.</summary>
    /// <remarks>https://learn.microsoft.com/azure/azure-monitor/reference/tables-index</remarks>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "AKSAuditAdmin", "AZKVAuditLogs", "StorageBlobLogs", "StorageFileLogs", "ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents",
        "AZFWApplicationRule", "AZFWNetworkRule",
    ];
}
