using System.Text.Json.Nodes;
using K8tre.Components.Addresses;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;
using Pulumi.Kubernetes.Core.V1;

namespace K8tre.Tests.GitOps.Registration;

public sealed class ClusterRegistrationTests
{
    private static readonly ClusterRegistrationArgs Valid = new()
    {
        Cluster = null!,
        Connection = ClusterConnection.InCluster,
        Namespace = "argocd",
        SecretStore = "kubernetes",
        ExternalDomain = "dev.tre.example.org",
        LoadBalancerRange = IPv4Range.Parse("192.0.2.240-192.0.2.250"),
    };

    private static Task<ResourceGraph> RegistrationAsync(params string[] skip) => RegistrationAsync(Valid with { Skip = skip });

    // A cluster is a resource, so it is created in the deployment of the graph.
    private static Task<ResourceGraph> RegistrationAsync(ClusterRegistrationArgs args) => ResourceGraph.OfAsync(
        options => new ClusterRegistration("registration", args with { Cluster = new K3sCluster("k3s", Hosts.Single) }, options));

    [Fact]
    public async Task The_secret_has_every_label_that_application_sets_read_on_k3s()
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
    public async Task An_annotation_contains_the_provider_of_a_store_without_an_overlay()
    {
        var graph = await RegistrationAsync(Valid with { SecretStoreProvider = """{"aws":{}}""" });

        Assert.Equal(
            """{"k8tre-infra/secret-store-provider":"{\u0022aws\u0022:{}}"}""",
            Json.Of(graph.Requests["registration"].Inputs).At("metadata.annotations")!.ToJsonString());
    }

    [Fact]
    public async Task Excluded_applications_have_a_label()
    {
        var graph = await RegistrationAsync("nginx", "cr8tor");

        var labels = Json.Of(graph.Requests["registration"].Inputs).At("metadata.labels")!;
        Assert.Equal(("true", "true"), ((string)labels["skip-nginx"]!, (string)labels["skip-cr8tor"]!));
    }

    [Fact]
    public async Task A_registration_of_argo_cds_own_cluster_has_no_credential()
    {
        var graph = await RegistrationAsync();

        var secret = Json.Of(graph.Requests["registration"].Inputs);
        Assert.Equal("https://kubernetes.default.svc", (string)secret.At("stringData.server")!);
        Assert.Equal("in-cluster", (string)secret.At("stringData.name")!);
        Assert.Equal("""{"tlsClientConfig":{"insecure":false}}""", (string)secret.At("stringData.config")!);
    }

    [Fact]
    public async Task A_registration_lists_the_applications_that_it_generates()
    {
        var registration = (await RegistrationAsync("nginx")).Single<ClusterRegistration>();

        var names = await OutputUtilities.GetValueAsync(registration.Applications);
        // K3s has 18; one is excluded.
        Assert.Equal(17, names.Length);
        Assert.Contains("keycloak-in-cluster", names);
        Assert.Contains("storage-k3s-dev", names);
        Assert.DoesNotContain("nginx-in-cluster", names);
    }

    [Fact]
    public async Task A_second_cluster_of_the_same_vendor_and_environment_would_have_the_same_name() => Assert.Equal(
        "cluster-k3s-dev",
        (string)Json.Of((await RegistrationAsync()).Requests["registration"].Inputs).At("metadata.name")!);

    [Fact]
    public void An_application_that_cannot_be_excluded_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Valid with { Skip = ["gitea"] });

        Assert.Equal(
            "skip is gitea; allowed are cert-manager, cr8tor, external-secrets, gateway, kare-dns, nginx (Parameter 'Skip')",
            error.Message);
    }

    [Fact]
    public void A_domain_longer_than_a_label_is_refused() =>
        Assert.Throws<ArgumentException>(() => Valid with { ExternalDomain = $"{new string('a', 61)}.uk" });

    [Fact]
    public async Task The_secret_has_no_empty_map_that_the_api_server_would_drop()
    {
        var graph = await RegistrationAsync(Valid);

        var secret = Json.Of(Assert.Single(graph.Requests.Values, request => request.Type == "kubernetes:core/v1:Secret").Inputs)!;
        Assert.Null(secret.At("metadata.annotations"));
    }

    [Fact]
    public async Task A_lease_owns_the_registration_of_another_stacks_cluster_and_deletes_it()
    {
        var graph = await RegistrationAsync(Valid with { DependantStack = "organization/k8tre/stg" });

        var owner = Json.Of(graph.Requests["registration"].Inputs).At("metadata.ownerReferences.0")!;
        Assert.Equal(
            """{"apiVersion":"coordination.k8s.io/v1","blockOwnerDeletion":true,"kind":"Lease","""
            + """ "name":"cluster-k3s-dev","uid":"registration-owner-uid"}""".TrimStart(),
            new JsonObject(owner.AsObject().OrderBy(member => member.Key).Select(member => KeyValuePair.Create(
                member.Key, member.Value?.DeepClone()))).ToJsonString());
        var secret = Assert.Single(graph.Options, made => made.Key is Secret);
        // Pulumi would list and watch all Secrets of the namespace until the deletion.
        Assert.True(((CustomResourceOptions)secret.Value).RetainOnDelete);
    }

    [Fact]
    public async Task A_registration_in_the_same_stack_is_deleted_by_pulumi()
    {
        var graph = await RegistrationAsync(Valid);

        Assert.False(((CustomResourceOptions)Assert.Single(graph.Options, made => made.Key is Secret).Value).RetainOnDelete);
        Assert.DoesNotContain(graph.Requests.Keys, name => name.EndsWith("-owner", StringComparison.Ordinal));
    }
}
