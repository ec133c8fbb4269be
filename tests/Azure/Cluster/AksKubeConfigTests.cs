using System.Text.Json.Nodes;
using K8tre.Components.Azure.Cluster;

namespace K8tre.Tests.Azure.Cluster;

public sealed class AksKubeConfigTests
{
    [Theory]
    [InlineData(KubeLogin.AzureCli, "azurecli"), InlineData(KubeLogin.WorkloadIdentity, "workloadidentity")]
    [InlineData(KubeLogin.ManagedIdentity, "msi")]
    public void It_signs_in_by_kubelogin_and_holds_no_credential(KubeLogin login, string mode)
    {
        var config = JsonNode.Parse(AksKubeConfig.Text("dev", "https://api.example.org:443", "Y2E=", "tenant", login))!;

        Assert.Equal(["exec"], config.At("users.0.user")!.AsObject().Select(member => member.Key));
        Assert.Equal("kubelogin", (string?)config.At("users.0.user.exec.command"));
        Assert.Equal(["--login", mode], config.At("users.0.user.exec.args")!.AsArray().Select(argument => (string)argument!).TakeLast(2));
        Assert.Equal(
            ("https://api.example.org:443", "Y2E="),
            ((string?)config.At("clusters.0.cluster.server"), (string?)config.At("clusters.0.cluster.certificate-authority-data")));
    }

    [Fact]
    public void The_CA_certificates_come_from_the_kubeconfig_of_AKS() =>
        Assert.Equal(
            "Y2E=",
            AksKubeConfig.Certificates(Convert.ToBase64String(
                "clusters:\n- cluster:\n    certificate-authority-data: Y2E=\n    server: https://x\n"u8)));

    [Fact]
    public void A_kubeconfig_without_certificates_is_refused() =>
        Assert.Throws<RunException>(() => AksKubeConfig.Certificates(Convert.ToBase64String("users: []"u8)));
}
