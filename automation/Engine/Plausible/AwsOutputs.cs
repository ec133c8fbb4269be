using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>aws</c>. Source: https://www.pulumi.com/registry/packages/aws/api-docs/</summary>
internal static class AwsOutputs
{
    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["aws:iam/role:Role"] = Role,
        ["aws:ec2/launchTemplate:LaunchTemplate"] = LaunchTemplate,
        ["aws:ec2/securityGroup:SecurityGroup"] = resource => Numbered(resource, "sg"),
        ["aws:eks/cluster:Cluster"] = Cluster,
        ["aws:eks/nodeGroup:NodeGroup"] = NodeGroup,
        ["aws:eks/addon:Addon"] = resource => resource.Id = $"{resource.Text("clusterName")}:{resource.Text("addonName")}",
        ["aws:eks/accessEntry:AccessEntry"] = resource => resource.Id = $"{resource.Text("clusterName")}:{resource.Text("principalArn")}",
        ["aws:eks/podIdentityAssociation:PodIdentityAssociation"] = Association,
    };

    // Ids of EC2 have a word for their kind, and 17 digits.
    private static void Numbered(PlausibleResource resource, string kind) => resource.Id = $"{kind}-{resource.Seed.Hex("id", 17)}";

    private static void Role(PlausibleResource resource)
    {
        resource.Default("name", Value.ForString(resource.AutomaticName));
        resource.Id = resource.Text("name") ?? resource.AutomaticName;
        resource.Set("arn", $"arn:aws:iam::{PlausibleResults.Account}:role/{resource.Id}");
    }

    private static void LaunchTemplate(PlausibleResource resource)
    {
        Numbered(resource, "lt");
        resource.Default("name", Value.ForString(resource.AutomaticName));
        resource.Set("latestVersion", Value.ForNumber(1));
    }

    private static void Cluster(PlausibleResource resource)
    {
        resource.Default("name", Value.ForString(resource.AutomaticName));
        resource.Id = resource.Text("name") ?? resource.AutomaticName;
        resource.Set("endpoint", $"https://{resource.Seed.Hex("endpoint", 32).ToUpperInvariant()}.gr7.{PlausibleResults.DefaultRegion}.eks.amazonaws.com");
        resource.Set("certificateAuthority", Value.ForStruct(new() { Fields = { ["data"] = Value.ForString(Convert.ToBase64String("certificates"u8)) } }));
        if (resource.Outputs.Fields.TryGetValue("vpcConfig", out var network) && network.KindCase == Value.KindOneofCase.StructValue)
            network.StructValue.Fields["clusterSecurityGroupId"] = Value.ForString($"sg-{resource.Seed.Hex("group", 17)}");
    }

    private static void NodeGroup(PlausibleResource resource)
    {
        resource.Default("nodeGroupName", Value.ForString(resource.AutomaticName));
        resource.Id = $"{resource.Text("clusterName")}:{resource.Text("nodeGroupName")}";
    }

    private static void Association(PlausibleResource resource)
    {
        var number = $"a-{resource.Seed.Hex("id", 17)}";
        resource.Id = number;
        resource.Set("associationId", number);
    }
}
