using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>aws</c> for EKS clusters, nodes and roles.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/aws/api-docs/</remarks>
internal static class AwsComputeOutputs
{
    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["aws:iam/role:Role"] = Role,
        ["aws:ec2/launchTemplate:LaunchTemplate"] = LaunchTemplate,
        ["aws:ec2/securityGroup:SecurityGroup"] = resource => AwsIdentifiers.AddNumberedId(resource, "sg"),
        ["aws:eks/cluster:Cluster"] = Cluster,
        ["aws:eks/nodeGroup:NodeGroup"] = resource => AddClusterId(resource, resource.AddName("nodeGroupName")),
        ["aws:eks/addon:Addon"] = resource => AddClusterId(resource, resource.GetText("addonName")),
        ["aws:eks/accessEntry:AccessEntry"] = resource => AddClusterId(resource, resource.GetText("principalArn")),
        ["aws:eks/podIdentityAssociation:PodIdentityAssociation"] = Association,
    };

    private static void Role(SimulatedResource resource)
    {
        resource.Id = resource.AddName("name");
        resource.Add("arn", $"arn:aws:iam::{AwsIdentifiers.Account}:role/{resource.Id}");
    }

    private static void LaunchTemplate(SimulatedResource resource)
    {
        AwsIdentifiers.AddNumberedId(resource, "lt");
        resource.AddName("name");
        resource.Add("latestVersion", Value.ForNumber(1));
    }

    private static void Cluster(SimulatedResource resource)
    {
        resource.Id = resource.AddName("name");
        var host = resource.Values.Hex("endpoint", 32).ToUpperInvariant();
        resource.Add("endpoint", $"https://{host}.gr7.{AwsIdentifiers.Region}.eks.amazonaws.com");
        var certificates = Value.ForString(Convert.ToBase64String("certificates"u8));
        resource.Add("certificateAuthority", Value.ForStruct(new() { Fields = { ["data"] = certificates } }));
        if (resource.GetObject("vpcConfig") is { } network)
            network.Fields["clusterSecurityGroupId"] = Value.ForString($"sg-{resource.Values.Hex("group", 17)}");
    }

    // Resources of a cluster have the id <cluster>:<name>.
    private static void AddClusterId(SimulatedResource resource, string? name) => resource.Id = $"{resource.GetText("clusterName")}:{name}";

    private static void Association(SimulatedResource resource)
    {
        AwsIdentifiers.AddNumberedId(resource, "a");
        resource.Add("associationId", resource.Id);
    }
}
