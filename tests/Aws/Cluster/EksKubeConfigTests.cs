using System.Text.Json.Nodes;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksKubeConfigTests
{
    [Fact]
    public void It_signs_in_by_the_AWS_CLI_and_holds_no_credential()
    {
        var config = JsonNode.Parse(EksKubeConfig.Text("tre-dev", "https://api.example.org", "Y2E=", "eu-west-2"))!;

        Assert.Equal(["exec"], config.At("users.0.user")!.AsObject().Select(member => member.Key));
        Assert.Equal("aws", (string?)config.At("users.0.user.exec.command"));
        Assert.Equal(
            ["--region", "eu-west-2", "eks", "get-token", "--cluster-name", "tre-dev", "--output", "json"],
            config.At("users.0.user.exec")!.Texts("args"));
        Assert.Equal(
            ("https://api.example.org", "Y2E="),
            ((string?)config.At("clusters.0.cluster.server"), (string?)config.At("clusters.0.cluster.certificate-authority-data")));
    }
}
