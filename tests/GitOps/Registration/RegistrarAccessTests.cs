using System.Text.Json.Nodes;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;
using K8tre.Tests.Rights;

namespace K8tre.Tests.GitOps.Registration;

public sealed class RegistrarAccessTests
{
    private const string Account = "registrar-organization-k8tre-other";

    private static async Task<(RegistrarAccess Access, ResourceGraph Graph)> AccessAsync()
    {
        RegistrarAccess? access = null;
        var graph = await ResourceGraph.OfAsync(options => access = new RegistrarAccess(
            "registrar",
            new()
            {
                Cluster = new K3sCluster("k3s", Hosts.Single, options),
                Namespace = "argocd",
                Stack = "organization/k8tre/other",
                Clusters = [new(Vendor.K3s, TreEnvironment.Stg)],
                Generation = "1",
            },
            options));
        return (access!, graph);
    }

    private static async Task<RbacIdentity> RegistrarAsync() =>
        RbacIdentity.In(KubernetesObjects.In((await AccessAsync()).Graph)).Single(identity => identity.Name == $"argocd/{Account}");

    [Fact]
    public async Task The_kubeconfig_is_secret_and_contains_the_registrars_token()
    {
        var (access, graph) = await AccessAsync();

        Assert.True(await Output.IsSecretAsync(access.KubeConfig));
        var config = JsonNode.Parse(await OutputUtilities.GetValueAsync(access.KubeConfig))!;
        Assert.Equal("https://192.0.2.11:6443", (string)config.At("clusters.0.cluster.server")!);
        Assert.Equal("Y2EuY3J0", (string)config["clusters"]![0]!["cluster"]!["certificate-authority-data"]!);
        Assert.Equal("token", (string)config.At("users.0.user.token")!);
        Assert.Equal((string)config["current-context"]!, (string)config.At("contexts.0.name")!);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task The_registrar_has_no_rights_outside_of_argo_cds_namespace()
    {
        var (_, graph) = await AccessAsync();

        Assert.DoesNotContain(graph.Requests.Values, request => request.Type!.Contains(":ClusterRole", StringComparison.Ordinal));
        Assert.All((await RegistrarAsync()).Rules, rule => Assert.Equal("argocd", rule.Namespace));
    }

    [Theory]
    [InlineData("argocd-secret")]
    [InlineData("repository-k8tre")]
    [InlineData("cluster-k3s-prd")]
    [InlineData(null)]
    public async Task The_registrar_reads_and_writes_no_secret_but_its_own_registrations(string? name)
    {
        var registrar = await RegistrarAsync();

        Assert.All(
            ["get", "list", "watch", "update", "patch", "delete", "deletecollection"],
            verb => Assert.Null(registrar.RoleThatAllows(verb, "", "secrets", "argocd", name)));
        Assert.NotNull(registrar.RoleThatAllows("patch", "", "secrets", "argocd", "cluster-k3s-stg"));
    }

    [Fact]
    public async Task The_policy_restricts_the_account_before_it_has_rights()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new RegistrarAccess(
                "registrar",
                new()
                {
                    Cluster = new K3sCluster("k3s", Hosts.Single, options),
                    Namespace = "argocd",
                    Stack = "organization/k8tre/other",
                    Clusters = [new(Vendor.K3s, TreEnvironment.Stg)],
                    Generation = "1",
                },
                options),
            "registrar-policy-binding");

        Assert.True(graph.ComesAfter("registrar-binding", "registrar-policy-binding"));
        Assert.True(graph.ComesAfter("registrar-account-token", "registrar-policy-binding"));
    }

    [Theory]
    [InlineData("organization/k8tre/stg", "registrar-organization-k8tre-stg")]
    [InlineData("Tre_Org/k8tre.infra/west--2", "registrar-tre-org-k8tre-infra-west-2")]
    public void An_account_is_named_after_its_stack(string stack, string account) =>
        Assert.Equal(account, RegistrarAccess.AccountName(stack));
}
