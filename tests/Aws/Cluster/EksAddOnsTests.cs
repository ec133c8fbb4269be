using K8tre.Components;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksAddOnsTests
{
    private static readonly EksAddOnsArgs Valid = new()
    {
        Scope = EksComponents.Scope,
        ClusterName = "tre-dev",
        Cluster = "tre-dev",
        Nodes = [],
        DiskKey = "arn:aws:kms:eu-west-2:123456789012:key/disks",
        FileSystem = "arn:aws:elasticfilesystem:eu-west-2:123456789012:file-system/fs-1",
    };

    [Fact]
    public async Task Add_ons_are_pinned_and_keep_their_settings()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAddOns("add-ons", Valid, options));

        var addOns = graph.OfType("aws:eks/addon:Addon").Values;
        Assert.Equal(
            new[] { Versions.EksBlockStorage, Versions.EksCoreDns, Versions.EksFileStorage, Versions.EksPodIdentity }
                .Select(addOn => (addOn.Name, addOn.Version)).Order(),
            addOns.Select(addOn => ((string)addOn["addonName"]!, (string)addOn["addonVersion"]!)).Order());
        Assert.All(addOns, addOn => Assert.Equal(
            ("OVERWRITE", "OVERWRITE"), ((string?)addOn["resolveConflictsOnCreate"], (string?)addOn["resolveConflictsOnUpdate"])));
        Assert.Empty(graph.Orphans);
    }

    [Theory, InlineData("ebs", "ebs-csi-controller-sa"), InlineData("efs", "efs-csi-controller-sa")]
    public async Task A_driver_comes_after_its_identity(string driver, string account)
    {
        var identity = $"add-ons-{driver}-identity-{account}";
        var graph = await ResourceGraph.OfAsync(options => new EksAddOns("add-ons", Valid, options), identity);

        Assert.True(graph.ComesAfter($"add-ons-{driver}", identity));
    }

    [Fact]
    public async Task The_EBS_driver_manages_volumes_of_its_cluster_only()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAddOns("add-ons", Valid, options));

        Assert.Equal(
            "arn:aws:iam::aws:policy/AmazonEBSCSIDriverEKSClusterScopedPolicy",
            (string?)Assert.Single(graph.OfType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).Value["policyArn"]);
    }
}
