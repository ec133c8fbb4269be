using K8tre.Components.GitOps;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.GitOps;

public sealed class ClusterRegistrationTests
{
    private static Task<ResourceGraph> RegistrationAsync(params string[] skip) => ResourceGraph.OfAsync(
        options => new ClusterRegistration("registration", new()
        {
            Cluster = new K3sCluster("k3s", Hosts.Single),
            Namespace = "argocd",
            SecretStore = "kubernetes",
            ExternalDomain = "dev.tre.example.org",
            LoadBalancerRange = AddressRange.Parse("192.0.2.240-192.0.2.250"),
            Skip = skip,
        }, options));

    [Fact]
    public async Task Secret_carries_every_label_that_an_application_set_reads_on_k3s()
    {
        var graph = await RegistrationAsync();

        var labels = Json.Of(graph.Requests["registration"].Inputs).At("metadata.labels")!.AsObject();
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["argocd.argoproj.io/secret-type"] = "cluster",
                ["environment"] = "dev",
                ["vendor"] = "k3s",
                ["secret-store"] = "kubernetes",
                ["external-dns"] = "k3s",
                ["external-domain"] = "dev.tre.example.org",
                ["region"] = "site",
                ["cluster-name"] = "tre-dev",
                ["metallb-ip-range"] = "192.0.2.240-192.0.2.250",
            },
            labels.ToDictionary(label => label.Key, label => (string)label.Value!));
    }

    [Fact]
    public async Task Applications_to_leave_out_get_their_label()
    {
        var graph = await RegistrationAsync("nginx", "cr8tor");

        var labels = Json.Of(graph.Requests["registration"].Inputs).At("metadata.labels")!;
        Assert.Equal(("true", "true"), ((string)labels["skip-nginx"]!, (string)labels["skip-cr8tor"]!));
    }

    [Fact]
    public async Task In_cluster_registration_holds_no_credential()
    {
        var graph = await RegistrationAsync();

        var secret = Json.Of(graph.Requests["registration"].Inputs);
        Assert.Equal("https://kubernetes.default.svc", (string)secret.At("stringData.server")!);
        Assert.Equal("in-cluster", (string)secret.At("stringData.name")!);
        Assert.Equal("""{"tlsClientConfig":{"insecure":false}}""", (string)secret.At("stringData.config")!);
    }
}
