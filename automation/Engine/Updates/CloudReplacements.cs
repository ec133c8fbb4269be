namespace K8tre.Automation.Engine.Updates;

/// <summary>Inputs of resources of AWS and Azure whose change replaces the resource: for clusters, nodes, networks and stores.</summary>
/// <remarks>
/// AWS: the arguments with <c>ForceNew</c> in https://github.com/hashicorp/terraform-provider-aws, each in the file beside its type. Azure:
/// path parameters, locations, and the properties in
/// https://github.com/pulumi/pulumi-azure-native/blob/1b7112af33c62b247daed1028686bf279f4d5e69/provider/pkg/gen/replacement.go
/// </remarks>
internal static class CloudReplacements
{
    private const string Aws = "aws:", Azure = "azure-native:";

    // Each resource of Azure belongs to a resource group and a region for ever.
    private static readonly string[] OfAzure = ["resourceGroupName", "location"];

    private static readonly Dictionary<string, string[]> ByType = new()
    {
        // internal/service/eks/cluster.go, 00555dc5b38f92abbfa230badea0ed0754cea81e
        ["aws:eks/cluster:Cluster"] =
        [
            "name", "roleArn", "bootstrapSelfManagedAddons", "accessConfig/bootstrapClusterCreatorAdminPermissions",
            "kubernetesNetworkConfig/ipFamily", "kubernetesNetworkConfig/serviceIpv4Cidr", "remoteNetworkConfig",
        ],
        // internal/service/eks/node_group.go, 012e0a32f0686212f447447fd3d81c3d0ce256ad
        ["aws:eks/nodeGroup:NodeGroup"] =
        [
            "amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "launchTemplate/id", "launchTemplate/name",
            "nodeGroupName", "nodeGroupNamePrefix", "nodeRoleArn", "remoteAccess", "subnetIds",
        ],
        // internal/service/acm/certificate.go, 01661ea3cbe6b07ed725b03c587d24ceb464484a
        ["aws:acm/certificate:Certificate"] =
            ["certificateAuthorityArn", "domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod", "validationOptions"],
        // internal/service/networkfirewall/firewall.go, 0593466d96e383de3f75587805537f6e590ebf4e
        ["aws:networkfirewall/firewall:Firewall"] = ["name", "vpcId"],
        // internal/service/efs/file_system.go, 0389f4671dd9086cbe548d8eeabf0df30d1c38d9
        ["aws:efs/fileSystem:FileSystem"] = ["availabilityZoneName", "creationToken", "encrypted", "kmsKeyId", "performanceMode"],
        // internal/service/backup/vault.go, 050ac11163cab8cdae5936a7f40b0e528ff780df
        ["aws:backup/vault:Vault"] = ["name", "kmsKeyArn"],
        // https://www.pulumi.com/registry/packages/aws: arguments that "force a new resource"
        ["aws:ec2/vpc:Vpc"] = ["cidrBlock"],
        ["aws:ec2/subnet:Subnet"] = ["availabilityZone", "cidrBlock", "vpcId"],
        ["aws:s3/bucket:Bucket"] = ["bucket", "bucketPrefix", "objectLockEnabled"],
        ["aws:cloudwatch/logGroup:LogGroup"] = ["name", "namePrefix"],
        ["aws:ecr/repository:Repository"] = ["name", "encryptionConfigurations"],
        ["aws:route53/zone:Zone"] = ["name"],
        ["aws:ec2transitgateway/vpcAttachment:VpcAttachment"] = ["transitGatewayId", "vpcId"],

        ["azure-native:containerservice:ManagedCluster"] =
        [
            "resourceName", "diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "nodeResourceGroup", "windowsProfile",
            "networkProfile/serviceCidr", "networkProfile/serviceCidrs", "networkProfile/dnsServiceIP", "networkProfile/networkMode",
            "networkProfile/networkPlugin", "networkProfile/networkPluginMode", "networkProfile/podCidr",
            "networkProfile/networkDataplane", "networkProfile/networkPolicy", "networkProfile/outboundType",
        ],
        ["azure-native:containerservice:AgentPool"] = ["agentPoolName", "resourceName", "gpuInstanceProfile", "vmSize"],
        ["azure-native:network:VirtualNetwork"] = ["virtualNetworkName"],
        ["azure-native:network:Subnet"] = ["subnetName", "virtualNetworkName"],
        ["azure-native:network:AzureFirewall"] = ["azureFirewallName"],
        ["azure-native:resources:ResourceGroup"] = [],
        ["azure-native:storage:StorageAccount"] = ["accountName", "isHnsEnabled"],
        ["azure-native:storage:BlobContainer"] = ["accountName", "containerName"],
        ["azure-native:keyvault:Vault"] = ["vaultName"],
        ["azure-native:keyvault:Key"] = ["keyName", "vaultName"],
        ["azure-native:containerregistry:Registry"] = ["registryName"],
        ["azure-native:operationalinsights:Workspace"] = ["workspaceName"],
        ["azure-native:dataprotection:BackupVault"] = ["vaultName"],
        ["azure-native:dns:Zone"] = ["zoneName"],
        ["azure-native:privatedns:PrivateZone"] = ["privateZoneName"],
    };

    /// <summary>Returns the JSON pointers of the inputs that replace a resource of a type. Empty for other types.</summary>
    public static IEnumerable<string> Of(string type) => ByType.TryGetValue(type, out var inputs)
        ? inputs.Concat(type.StartsWith(Azure, StringComparison.Ordinal) ? OfAzure : []).Select(input => $"/inputs/{input}")
        : [];

    /// <summary>Returns true if a resource belongs to one of the two clouds.</summary>
    public static bool IsCloud(string type) =>
        type.StartsWith(Aws, StringComparison.Ordinal) || type.StartsWith(Azure, StringComparison.Ordinal);
}
