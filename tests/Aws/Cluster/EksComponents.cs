using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Aws.Cluster;

/// <summary>Inputs and readers that the tests of EKS share.</summary>
internal static class EksComponents
{
    public static AwsScope Scope { get; } = new() { Region = "eu-west-2", AccountId = "123456789012" };

    public const string Administrator = "arn:aws:iam::123456789012:role/platform-admin";

    public static IPNetwork VpcCidr { get; } = IPNetwork.Parse("10.0.0.0/16");

    public static EksNodePool Pool { get; } = new()
    {
        Name = "system",
        InstanceTypes = ["m6i.2xlarge"],
        MinNodesPerZone = 1,
        MaxNodesPerZone = 3,
    };

    public static EksControlPlaneArgs ControlPlane { get; } = new()
    {
        ClusterName = "tre-dev",
        Environment = TreEnvironment.Dev,
        Scope = Scope,
        VpcId = "vpc-1",
        Subnets = ["subnet-1", "subnet-2"],
        AllowInbound = [IPNetwork.Parse("10.9.0.0/24")],
        ServiceCidr = IPNetwork.Parse("172.20.0.0/16"),
        KubernetesVersion = "1.35",
        SecretsKey = "arn:aws:kms:eu-west-2:123456789012:key/secrets",
        LogsKey = "arn:aws:kms:eu-west-2:123456789012:key/logs",
        LogRetentionDays = 365,
        NodeCount = 2,
        Administrators = [Administrator],
    };

    /// <summary>Inputs of the nodes of a cluster.</summary>
    public static EksNodeGroupsArgs Nodes(EksControlPlane cluster) => new()
    {
        Scope = Scope,
        Cluster = cluster,
        VpcId = "vpc-1",
        VpcCidr = VpcCidr,
        Subnets = new Dictionary<string, Input<string>> { ["eu-west-2a"] = "subnet-a", ["eu-west-2b"] = "subnet-b" },
        DiskKey = "arn:aws:kms:eu-west-2:123456789012:key/disks",
        FileSystem = "arn:aws:elasticfilesystem:eu-west-2:123456789012:file-system/fs-1",
        Pools = [Pool],
    };

    /// <summary>The statements of a policy.</summary>
    public static JsonNode[] Statements(this JsonNode policy) =>
        [.. JsonNode.Parse((string)policy!)!["Statement"]!.AsArray().Select(statement => statement!)];

    /// <summary>The statements of a policy.</summary>
    public static async Task<JsonNode[]> StatementsAsync(PolicyDocument policy) =>
        JsonValue.Create(await OutputUtilities.GetValueAsync(policy.ToJson())).Statements();

    /// <summary>The texts of a member of a node, a list.</summary>
    public static string[] Texts(this JsonNode node, string member) => [.. node[member]?.AsArray().Select(text => (string)text!) ?? []];

    /// <summary>The values that a condition allows. None: there is no such condition.</summary>
    public static string[] Allowed(this JsonNode statement, string operation, string key) =>
        statement["Condition"]?[operation]?.Texts(key) ?? [];
}
