using K8tre.PlanModel;

namespace K8tre.Automation.Planning;

/// <summary>Kinds of resources whose loss interrupts a platform or loses its data.</summary>
internal static class ResourceKind
{
    /// <summary>Kind of clusters. K3s has no resource of its own: a mark is deleted with the cluster.</summary>
    public const string Cluster = "cluster";

    private const string Nodes = "nodes", Network = "network", Store = "store", Names = "names", Registration = "registration";

    private static readonly Dictionary<string, string> ByType = new()
    {
        ["aws:eks/cluster:Cluster"] = Cluster,
        ["azure-native:containerservice:ManagedCluster"] = Cluster,
        ["k8tre:onprem:TeardownMark"] = Cluster,

        ["aws:eks/nodeGroup:NodeGroup"] = Nodes,
        ["azure-native:containerservice:AgentPool"] = Nodes,
        ["k8tre:onprem:K3sServer"] = Nodes,
        ["k8tre:onprem:K3sAgent"] = Nodes,

        ["aws:ec2/vpc:Vpc"] = Network,
        ["aws:ec2/subnet:Subnet"] = Network,
        ["aws:networkfirewall/firewall:Firewall"] = Network,
        ["azure-native:network:AzureFirewall"] = Network,
        ["azure-native:network:Subnet"] = Network,
        ["azure-native:network:VirtualNetwork"] = Network,

        ["aws:backup/vault:Vault"] = Store,
        ["aws:cloudwatch/logGroup:LogGroup"] = Store,
        ["aws:ecr/repository:Repository"] = Store,
        ["aws:efs/fileSystem:FileSystem"] = Store,
        ["aws:kms/key:Key"] = Store,
        ["aws:s3/bucket:Bucket"] = Store,
        ["azure-native:containerregistry:Registry"] = Store,
        ["azure-native:dataprotection:BackupVault"] = Store,
        ["azure-native:keyvault:Key"] = Store,
        ["azure-native:keyvault:Vault"] = Store,
        ["azure-native:operationalinsights:Workspace"] = Store,
        ["azure-native:storage:BlobContainer"] = Store,
        ["azure-native:storage:StorageAccount"] = Store,
        ["kubernetes:core/v1:PersistentVolume"] = Store,

        ["aws:acm/certificate:Certificate"] = Names,
        ["aws:route53/zone:Zone"] = Names,
        ["azure-native:dns:Zone"] = Names,
        ["azure-native:privatedns:PrivateZone"] = Names,

        ["k8tre:gitops:ClusterRegistration"] = Registration,
    };

    /// <summary>The types that have a kind.</summary>
    public static IEnumerable<string> Types => ByType.Keys;

    /// <summary>Returns the kind of a type of resource. Null for a type whose loss has no such consequence.</summary>
    public static string? Of(string type) => ByType.GetValueOrDefault(type);

    /// <summary>
    /// Writes the clusters that a deployment can delete or replace without a further step. Writes nothing if there are none.
    /// </summary>
    public static void WriteUnprotected(Plan plan, Action<string> write)
    {
        foreach (var cluster in plan.Resources.Where(resource => Of(resource.Type) == Cluster && !resource.Options.Protect))
            write($"not protected: {cluster.Type} {cluster.Name}; a deployment can delete or replace this cluster (protected: false)");
    }
}
