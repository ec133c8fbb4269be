using System.Net;
using K8tre.Components.Aws.Backup;
using K8tre.Components.Aws.Storage;

namespace K8tre.Tests.Aws.Storage;

public sealed class EfsFileSystemTests
{
    private static readonly EfsFileSystemArgs Valid = new()
    {
        Scope = AwsServices.Scope,
        Key = "arn:key",
        Vpc = "vpc-1",
        Subnets = new Dictionary<string, Input<string>> { ["eu-west-2a"] = "subnet-a", ["eu-west-2b"] = "subnet-b" },
        Clients = [IPNetwork.Parse("10.0.64.0/18"), IPNetwork.Parse("10.0.128.0/18")],
        Tags = ClusterBackup.Tags("tre-dev"),
    };

    [Fact]
    public async Task It_is_encrypted_with_our_key_and_found_by_its_backup_plan()
    {
        var files = (await OfAsync()).Asked("files");

        Assert.Equal((true, "arn:key"), ((bool)files["encrypted"]!, (string?)files["kmsKeyId"]));
        Assert.Equal(("tre-dev", "research"), ((string?)files["tags"]!["k8tre/backup"], (string?)files["tags"]!["k8tre/data"]));
        Assert.Null(files["availabilityZoneName"]);
    }

    [Fact]
    public async Task It_answers_in_every_zone_and_to_NFS_from_nodes_alone()
    {
        var graph = await OfAsync();

        Assert.Equal(["files-eu-west-2a", "files-eu-west-2b"], graph.Names("aws:efs/mountTarget:MountTarget"));
        Assert.Equal("subnet-b", (string?)graph.Asked("files-eu-west-2b")["subnetId"]);
        Assert.Equal(
            ["10.0.128.0/18 tcp 2049-2049", "10.0.64.0/18 tcp 2049-2049"],
            graph.Names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").Select(graph.Asked)
                .Select(rule => $"{rule["cidrIpv4"]} {rule["ipProtocol"]} {rule["fromPort"]}-{rule["toPort"]}"));
        Assert.Empty(graph.Names("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"));
        Assert.Null(graph.Asked("files-nfs")["egress"]);
    }

    [Fact]
    public async Task Clients_come_encrypted_and_by_an_access_point_and_are_never_root()
    {
        var statements = AwsServices.Statements((string?)(await OfAsync()).Asked("files-policy")["policy"]);

        Assert.Equal(
            ("\"Deny\"", """["false"]"""),
            (statements["OnlyEncrypted"].Text("Effect"), statements["OnlyEncrypted"].Text("Condition", "Bool", "aws:SecureTransport")));
        var allowed = statements["ByAccessPoints"];
        Assert.Equal("""["elasticfilesystem:ClientMount","elasticfilesystem:ClientWrite"]""", allowed.Text("Action"));
        Assert.Equal("""["true"]""", allowed.Text("Condition", "Bool", "elasticfilesystem:AccessedViaMountTarget"));
        Assert.Equal(
            """["arn:aws:elasticfilesystem:eu-west-2:123456789012:access-point/*"]""",
            allowed.Text("Condition", "StringLike", "elasticfilesystem:AccessPointArn"));
    }

    private static async Task<ResourceGraph> OfAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new EfsFileSystem("files", Valid, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}
