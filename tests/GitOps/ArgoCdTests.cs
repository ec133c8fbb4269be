using K8tre.Components;
using K8tre.Components.GitOps;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Tests.GitOps;

public sealed class ArgoCdTests
{
    private static Task<ResourceGraph> ArgoCdAsync() => ResourceGraph.OfAsync(options => new ArgoCd("argocd", options));

    private static async Task<System.Text.Json.Nodes.JsonNode> ValuesAsync() =>
        Json.Of((await ArgoCdAsync()).Requests["argocd"].Inputs.GetValueOrDefault("values"))!;

    [Fact]
    public async Task Release_takes_the_pinned_chart_in_the_namespace_that_k8tre_names()
    {
        var graph = await ArgoCdAsync();

        var release = graph.Single<HelmRelease>();
        Assert.Equal(Versions.ArgoCd.Version, await OutputUtilities.GetValueAsync(release.Version));
        Assert.Equal("argocd", await OutputUtilities.GetValueAsync(release.Namespace));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Applications_without_the_plugin_can_inflate_charts() => Assert.Equal(
        "--enable-helm --load-restrictor LoadRestrictionsNone",
        (string)(await ValuesAsync())["configs"]!["cm"]!["kustomize.buildOptions"]!);

    [Fact]
    public async Task Nobody_gets_in_without_signing_in_and_pods_refuse_what_no_policy_allows()
    {
        var values = await ValuesAsync();

        Assert.Equal("false", (string)values["configs"]!["cm"]!["users.anonymous.enabled"]!);
        Assert.True((bool)values.At("global.networkPolicy.create")!);
        Assert.True((bool)values.At("global.networkPolicy.defaultDenyIngress")!);
    }

    [Fact]
    public async Task Plugin_runs_in_argo_cds_own_image_without_privileges()
    {
        var sidecar = (await ValuesAsync()).At("repoServer.extraContainers.0")!;

        Assert.Equal(Versions.ArgoCdImage.ToString(), (string)sidecar["image"]!);
        Assert.Equal(999, (double)sidecar.At("securityContext.runAsUser")!);
        Assert.True((bool)sidecar.At("securityContext.readOnlyRootFilesystem")!);
        Assert.False((bool)sidecar.At("securityContext.allowPrivilegeEscalation")!);
        Assert.Equal("ALL", (string)sidecar.At("securityContext.capabilities.drop.0")!);
    }

    [Fact]
    public async Task Plugin_answers_to_the_name_and_version_that_the_application_sets_use()
    {
        var graph = await ArgoCdAsync();

        var map = Json.Of(graph.Requests["argocd-plugin"].Inputs);
        var definition = new YamlDotNet.Serialization.Deserializer().Deserialize<Dictionary<string, dynamic>>((string)map!["data"]!["plugin.yaml"]!);
        Assert.Equal("cmp-plugin", (string)map.At("metadata.name")!);
        // An Application names <metadata.name>-<spec.version>: kustomize-with-envsubst-v1.0.
        Assert.Equal("kustomize-with-envsubst", definition["metadata"]["name"]);
        Assert.Equal("v1.0", definition["spec"]["version"]);
    }

    [Fact]
    public async Task Plugin_definition_holds_the_script_to_the_letter()
    {
        var graph = await ArgoCdAsync();

        var map = Json.Of(graph.Requests["argocd-plugin"].Inputs);
        var definition = new YamlDotNet.Serialization.Deserializer().Deserialize<Dictionary<string, dynamic>>((string)map!["data"]!["plugin.yaml"]!);
        var script = File.ReadAllText(Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh"));
        Assert.Equal(script, (string)definition["spec"]["generate"]["args"][0]);
    }
}
